import { type Checkpoint, parseCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import {
  NoteFormatError,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
} from '@srs-desk/shared/audit/note.ts';
import { placeOf } from '@srs-desk/shared/audit/statement.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import type { CheckpointResult, Finding } from './finding.ts';

/** A checkpoint that was read, or what is wrong with its note. */
export type OpenedNote = { ok: true; checkpoint: Checkpoint } | { ok: false; finding: Finding };

/** Reads the public key's text (`name+id+key`). @throws NoteFormatError */
export function readVerifierKey(text: string): VerifierKey {
  return parseVerifierKey(sha256, text);
}

/** When the log signed it, from the `at` line; null without one. */
export function timeOf(checkpoint: Checkpoint): string | null {
  const line = checkpoint.extensions.find((extension) => extension.startsWith('at '));
  return line?.slice(3) ?? null;
}

/** How a checkpoint fared. `droppedFrom`: of a lost one. */
export function resultOf(
  checkpoint: Checkpoint,
  {
    droppedFrom = null,
    ...how
  }: Pick<CheckpointResult, 'status' | 'signed' | 'source'> & { droppedFrom?: number | null },
): CheckpointResult {
  return { ...placeOf(checkpoint), at: timeOf(checkpoint), droppedFrom, ...how };
}

/** Reads a checkpoint note without a key; `check` gives what else is wrong with it. */
export function readUnsigned(
  note: string,
  check: (checkpoint: Checkpoint) => Finding | null = () => null,
): OpenedNote {
  try {
    const checkpoint = parseCheckpoint(parseNote(note).text);
    placeOf(checkpoint);
    const finding = check(checkpoint);
    return finding === null ? { ok: true, checkpoint } : { ok: false, finding };
  } catch (error) {
    if (!(error instanceof NoteFormatError)) throw error;
    const detail = `a checkpoint cannot be read: ${error.message}`;
    return { ok: false, finding: { seq: null, code: 'checkpoint_format', detail } };
  }
}
