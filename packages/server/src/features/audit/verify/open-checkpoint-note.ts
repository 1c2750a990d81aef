import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sameBytes } from '@srs-desk/shared/audit/byte-text.ts';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import {
  NoteFormatError,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
} from '@srs-desk/shared/audit/note.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import type { Finding } from './finding.ts';

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

let lastKey: { raw: Uint8Array; key: KeyObject } | null = null;

function keyObject(raw: Uint8Array): KeyObject {
  if (lastKey !== null && Buffer.compare(lastKey.raw, raw) === 0) return lastKey.key;
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, raw]), format: 'der', type: 'spki' });
  lastKey = { raw, key };
  return key;
}

/** Ed25519 (RFC 8032) as the note format wants it. */
function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, message, keyObject(publicKey), signature);
}

/** Reads the public key's text (`name+id+key`). @throws NoteFormatError */
export function readVerifierKey(text: string): VerifierKey {
  return parseVerifierKey(sha256, text);
}

/** When the log signed it, from the `at` line; null without one. */
export function timeOf(checkpoint: Checkpoint): string | null {
  const line = checkpoint.extensions.find((extension) => extension.startsWith('at '));
  return line?.slice(3) ?? null;
}

/**
 * Reads a checkpoint note; with a key its signature and origin are checked too. Gives what is wrong as a finding.
 */
export function readCheckpointNote(
  note: string,
  key: VerifierKey | null,
): { ok: true; checkpoint: Checkpoint } | { ok: false; finding: Finding } {
  try {
    const { text, signatures } = parseNote(note);
    const unchecked = parseCheckpoint(text);
    if (key === null) return { ok: true, checkpoint: unchecked };
    if (!signatures.some(({ name, keyId }) => name === key.name && sameBytes(keyId, key.keyId))) {
      const detail = `the checkpoint at ${unchecked.size} of ${unchecked.origin} is signed by another key than the one given`;
      return { ok: false, finding: { seq: null, code: 'checkpoint_foreign', detail } };
    }
    try {
      return { ok: true, checkpoint: openCheckpoint(note, key, verifyEd25519) };
    } catch (error) {
      if (!(error instanceof NoteFormatError)) throw error;
      const detail = `the checkpoint at ${unchecked.size} does not hold: ${error.message}`;
      return { ok: false, finding: { seq: null, code: 'checkpoint_signature', detail } };
    }
  } catch (error) {
    if (!(error instanceof NoteFormatError)) throw error;
    const detail = `a checkpoint cannot be read: ${error.message}`;
    return { ok: false, finding: { seq: null, code: 'checkpoint_format', detail } };
  }
}
