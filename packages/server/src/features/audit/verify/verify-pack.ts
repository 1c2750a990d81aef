import { fromBase64, fromBase64Url, fromHex } from '@srs-desk/shared/audit/byte-text.ts';
import { EntryFormatError, type EntryV1, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { NoteFormatError, type VerifierKey } from '@srs-desk/shared/audit/note.ts';
import { verifyInclusion } from '@srs-desk/shared/audit/tree-verify.ts';
import { LeafHasher } from '../../../platform/ledger/leaf-hasher.ts';
import { decrypt } from '../../../platform/ledger/seal.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { type Finding, unchecked, type Verification } from './finding.ts';
import { readCheckpointNote, readVerifierKey, timeOf } from './open-checkpoint-note.ts';
import { type PackEntry, type ProofPack, readPack } from './pack-format.ts';

/** Checks a proof pack by itself: its file's text and, if at hand, the public key that was handed over before. */
export function verifyPack(text: string, key: VerifierKey | null): Verification {
  const pack = readPack(text);
  if (pack === null) return unchecked('this is no proof pack');
  let used: VerifierKey;
  try {
    used = key ?? readVerifierKey(pack.publicKey);
  } catch (error) {
    if (!(error instanceof NoteFormatError)) throw error;
    return unchecked(`the pack's public key cannot be read: ${error.message}`);
  }
  const read = readCheckpointNote(pack.checkpoint, used);
  if (!read.ok) return packResult(pack, read.finding, key, null);
  const about = threadsOf(pack);
  const hasher = new LeafHasher();
  let last = 0;
  for (const item of pack.entries) {
    const finding = checkItem(pack, item, last, hasher, read.checkpoint, about);
    if (finding !== null) return packResult(pack, finding, key, null);
    last = item.seq;
  }
  const { size } = read.checkpoint;
  const checkpoint = { size, at: timeOf(read.checkpoint), signed: true, source: 'given' } as const;
  return packResult(pack, null, key, { ...checkpoint, status: 'matched' });
}

function checkItem(
  pack: ProofPack,
  item: PackEntry,
  last: number,
  hasher: LeafHasher,
  checkpoint: { size: number; root: Uint8Array },
  about: { calls: Set<string>; subjects: Set<string> },
): Finding | null {
  const { seq, text, proof } = item;
  const entry = readEntry(text);
  if (entry === null) return { seq, code: 'bytes', detail: 'these are not the canonical bytes of an entry' };
  if (entry.seq !== seq || seq <= last) return { seq, code: 'gap', detail: 'the entries are out of order' };
  if (entry.refId !== pack.refId && !belongs(about, entry)) {
    return { seq, code: 'column', detail: `entry ${seq} is not about order ${pack.refId}` };
  }
  const { size, root } = checkpoint;
  const claim = { index: seq - 1, size, leaf: hasher.hash(text), proof: proof.map(fromHex), root };
  if (!verifyInclusion(sha256, claim)) {
    return {
      seq,
      code: 'proof',
      detail: `entry ${seq} is not in the log that the checkpoint was signed over`,
    };
  }
  return checkOpened(pack, item, entry);
}

// The intent of a placing call precedes the Ref ID; its subject or its call ties it to the order.
function threadsOf(pack: ProofPack): { calls: Set<string>; subjects: Set<string> } {
  const calls = new Set<string>();
  const subjects = new Set<string>();
  for (const { text } of pack.entries) {
    const entry = readEntry(text);
    if (entry?.refId !== pack.refId) continue;
    if (entry.callId !== undefined) calls.add(entry.callId);
    if (entry.subject !== undefined) subjects.add(entry.subject);
  }
  return { calls, subjects };
}

function belongs(about: { calls: Set<string>; subjects: Set<string> }, entry: EntryV1): boolean {
  const sameCall = entry.callId !== undefined && about.calls.has(entry.callId);
  return sameCall || (entry.subject !== undefined && about.subjects.has(entry.subject));
}

function readEntry(text: string): EntryV1 | null {
  try {
    return parseEntry(text);
  } catch (error) {
    if (!(error instanceof EntryFormatError)) throw error;
    return null;
  }
}

function checkOpened(pack: ProofPack, item: PackEntry, entry: EntryV1): Finding | null {
  if (item.opened === undefined) return null;
  const key = entry.subject === undefined ? undefined : pack.subjectKeys?.[entry.subject];
  const wrong = (detail: string): Finding => ({ seq: item.seq, code: 'sealed', detail });
  if (key === undefined || entry.sealed === undefined)
    return wrong('clear text without a key to check it by');
  try {
    const plain = decrypt(fromBase64(key), entry.uuid, fromBase64Url(entry.sealed)).toString('utf8');
    return plain === item.opened ? null : wrong('the clear text is not what was sealed');
  } catch {
    return wrong('the sealed part does not open with the key given');
  }
}

function packResult(
  pack: ProofPack,
  finding: Finding | null,
  key: VerifierKey | null,
  checkpoint: Verification['givenCheckpoints'][number] | null,
): Verification {
  return {
    outcome: finding === null ? 'intact' : 'broken',
    finding,
    problem: null,
    warnings:
      key === null
        ? [
            `checked against the public key inside the pack; compare it with the one you were given: ${pack.publicKey}`,
          ]
        : [],
    firstSeq: pack.entries[0]?.seq ?? 0,
    lastSeq: pack.entries.at(-1)?.seq ?? 0,
    root: null,
    openIntents: { count: 0, first: [] },
    storedCheckpoints: { checked: 0, newest: null },
    givenCheckpoints: checkpoint === null ? [] : [checkpoint],
    durationMs: 0,
  };
}
