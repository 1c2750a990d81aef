import {
  formatVerifierKey,
  NoteFormatError,
  parseNote,
  type VerifierKey,
} from '@srs-desk/shared/audit/note.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { checkPack } from './check-pack.ts';
import { broken, type Finding, unchecked, type Verification } from './finding.ts';
import { LogHistory } from './log-history.ts';
import { readVerifierKey, resultOf } from './open-checkpoint-note.ts';
import { type ProofPack, readPack } from './pack-format.ts';

/**
 * Checks a proof pack by itself: its file's text and the public key that was handed over before. `intact` needs the
 * key: by the one inside the pack it is shown that the pack agrees with itself, not whose it is.
 */
export function verifyPack(text: string, key: VerifierKey | null): Verification {
  const reading = readPack(text);
  if (reading.state === 'older_format') return unchecked(reading.why);
  if (reading.state === 'no_pack')
    return broken({
      seq: null,
      code: 'pack_incomplete',
      detail: 'this is no proof pack, or nothing is left of it',
    });
  if (reading.state === 'spoilt') return broken({ seq: null, code: 'pack_field', detail: reading.why });
  const { pack, isPage } = reading;
  const inside = keyInside(pack);
  const used = key ?? inside;
  if (used === null) return unchecked('no public key given, and the one inside the pack cannot be read');
  if (pack.entries.length === 0)
    return broken({ seq: null, code: 'pack_incomplete', detail: 'the pack holds no entry' });
  if (!isSigned(pack.checkpoint)) return unchecked('the checkpoint inside the pack is not signed');
  const read = new LogHistory(used, []).open(pack.checkpoint);
  if (!read.ok) {
    const isForeign = key !== null && inside !== null && new LogHistory(inside, []).open(pack.checkpoint).ok;
    if (!isForeign) return broken(read.finding);
    return unchecked(`the pack is signed by another key than the one given: ${pack.publicKey}`);
  }
  const { checkpoint } = read;
  const report = checkPack(pack, checkpoint, isPage ? text : null);
  if (report.finding !== null) return broken(report.finding);
  const finding = checkFrame(pack, used);
  if (finding !== null) return broken(finding);
  const { statement, statedBy, isComparable, openIntents } = report;
  const problem = problemOf(pack, key, isComparable);
  const signed = key !== null;
  return {
    outcome: problem === null ? 'intact' : 'unchecked',
    finding: null,
    problem,
    warnings: [
      `${statement.entries} entries of order ${pack.refId}: none was left out or added since the desk made the pack (index in entry ${statedBy}, over entries ${statement.from} to ${statement.upTo}). That the desk itself left none out is not proven by a pack; the whole log proves it (--jsonl)`,
      ...(statement.from === 1
        ? []
        : [
            `entries 1 to ${statement.from - 1} had been pruned when it was made: what they held about the order is not in it`,
          ]),
    ],
    firstSeq: pack.entries[0]?.seq ?? 0,
    lastSeq: statedBy,
    openIntents: { count: openIntents.length, first: openIntents.slice(0, 20) },
    root: null,
    storedCheckpoints: { checked: 0, newest: null },
    givenCheckpoints: [resultOf(checkpoint, { status: 'matched', signed, source: 'given' })],
    epochs: [],
    rotations: [],
    durationMs: 0,
  };
}

function keyInside(pack: ProofPack): VerifierKey | null {
  try {
    return readVerifierKey(pack.publicKey);
  } catch (error) {
    if (!(error instanceof NoteFormatError)) throw error;
    return null;
  }
}

// Without signature: the lines of a checkpoint, and at most a blank line after them.
function isSigned(note: string): boolean {
  return !/^[^\n]+\n\d+\n(?:[^\n]+\n)+\n?$/.test(note);
}

// What the proofs do not cover: the key as the pack states it, and lines added to the signed note.
function checkFrame(pack: ProofPack, key: VerifierKey): Finding | null {
  if (pack.publicKey !== formatVerifierKey(sha256, key.name, key.publicKey))
    return {
      seq: null,
      code: 'pack_field',
      detail: 'publicKey is not the key that the checkpoint is signed by',
    };
  if (parseNote(pack.checkpoint).signatures.length === 1) return null;
  return { seq: null, code: 'pack_field', detail: 'checkpoint has more than one signature' };
}

function problemOf(pack: ProofPack, key: VerifierKey | null, isComparable: boolean): string | null {
  if (key === null)
    return `no public key given (--key): the pack agrees with itself by the public key inside the pack, which anybody can put there; compare it with the one you were given: ${pack.publicKey}`;
  if (isComparable) return null;
  return 'the entries hold, but the words and the page around them are of another edition of the desk and were not compared: check the pack with that edition, or make it anew';
}
