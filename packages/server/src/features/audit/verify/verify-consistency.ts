import { parseConsistency } from '@srs-desk/shared/audit/consistency-text.ts';
import { NoteFormatError, type VerifierKey } from '@srs-desk/shared/audit/note.ts';
import { verifyConsistency } from '@srs-desk/shared/audit/tree-verify.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { broken, type Finding, provenBetween, unchecked, type Verification } from './finding.ts';
import { KeyRing } from './key-ring.ts';
import { resultOf } from './open-checkpoint-note.ts';

/**
 * Checks a consistency proof against the older checkpoint, which somebody kept: `intact` when the log under the newer
 * checkpoint, which is in the proof, begins with that under the older one. `keys`: the log's, in the order in which they signed;
 * nothing in the proof says that one handed over to the next, so whoever gives two trusts both.
 */
export function verifyConsistencyText(
  text: string,
  olderNote: string,
  keys: readonly VerifierKey[],
): Verification {
  let parsed: ReturnType<typeof parseConsistency>;
  try {
    parsed = parseConsistency(text);
  } catch (error) {
    if (error instanceof NoteFormatError) return unchecked(`this is no consistency proof: ${error.message}`);
    throw error;
  }
  const signedBy = keys.findIndex((key) => KeyRing.of(key).open(olderNote).ok);
  const older = KeyRing.of(...keys).open(olderNote);
  // A key that was replaced signs nothing after one that came after it.
  const newer = KeyRing.of(...keys.slice(Math.max(signedBy, 0))).open(parsed.note);
  if (!older.ok) return badNote(older.finding);
  if (!newer.ok) return badNote(newer.finding);
  const { size: oldSize, root: oldRoot } = older.checkpoint;
  const { size: newSize, root: newRoot } = newer.checkpoint;
  if (oldSize !== parsed.oldSize)
    return unchecked(`the proof begins at ${parsed.oldSize} entries, the checkpoint given is at ${oldSize}`);
  if (!verifyConsistency(sha256, { oldSize, oldRoot, newSize, newRoot, proof: parsed.proof })) {
    const detail = `the log at ${newSize} entries does not begin with that at ${oldSize}: the proof does not lead from one checkpoint to the other`;
    return broken({ seq: null, code: 'proof', detail });
  }
  const how = { status: 'matched', signed: true, source: 'given' } as const;
  return provenBetween([resultOf(older.checkpoint, how), resultOf(newer.checkpoint, how)], newSize);
}

/** One that is another log's, or none, says nothing of this one. */
function badNote(finding: Finding): Verification {
  return finding.code === 'checkpoint_signature' ? broken(finding) : unchecked(finding.detail);
}
