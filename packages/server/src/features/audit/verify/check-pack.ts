import { fromBase64, fromBase64Url, fromHex } from '@srs-desk/shared/audit/byte-text.ts';
import { EntryFormatError, type EntryV1, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { verifyInclusion } from '@srs-desk/shared/audit/tree-verify.ts';
import { LeafHasher } from '../../../platform/ledger/leaf-hasher.ts';
import { decrypt } from '../../../platform/ledger/seal.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { editionOf, packHtml } from '../pack-html.ts';
import { PACK_TEXTS } from '../pack-texts.ts';
import type { Finding } from './finding.ts';
import type { PackEntry, ProofPack } from './pack-format.ts';
import { factsOfPack, indexOfEntries, type PackStatement, statementOfPack } from './pack-statement.ts';

/** A pack whose entries, fields and page were held against each other, or the first thing that is wrong with it. */
type PackReport =
  | { finding: Finding }
  | {
      finding: null;
      statement: PackStatement;
      /** Number of the entry that makes the statement. */
      statedBy: number;
      openIntents: number[];
      /** Whether the words and the page around the entries are of this edition, so that they could be compared. */
      isComparable: boolean;
    };

type OwnEntry = EntryV1 & { readonly refId: string };

/** Checks what stands in a pack against a checkpoint whose signature holds. `page`: the file, where it is a page. */
export function checkPack(
  pack: ProofPack,
  checkpoint: { size: number; root: Uint8Array },
  page: string | null,
): PackReport {
  const read = readEntries(pack, checkpoint);
  if ('finding' in read) return read;
  const own = read.entries.at(-1);
  const statement = own === undefined ? null : statementOfPack(own);
  if (own === undefined || !isOwn(own) || statement === null) {
    const detail = 'the entry that states what belongs into the pack is not its last: the end was left out';
    return { finding: { seq: own?.seq ?? null, code: 'pack_incomplete', detail } };
  }
  const isComparable = editionOf(pack.entries.slice(0, -1), statement.lang) === statement.edition;
  const finding =
    checkIndex(pack, statement, own.seq) ??
    checkFields(pack, read.entries, own) ??
    checkAbout(read.entries, own) ??
    checkOpened(pack, read.entries, statement) ??
    (isComparable ? checkWords(pack, statement, page) : null);
  if (finding !== null) return { finding };
  return {
    finding: null,
    statement,
    statedBy: own.seq,
    openIntents: openIntents(read.entries),
    isComparable,
  };
}

function isOwn(entry: EntryV1): entry is OwnEntry {
  return entry.refId !== undefined;
}

function readEntries(
  pack: ProofPack,
  { size, root }: { size: number; root: Uint8Array },
): { entries: EntryV1[] } | { finding: Finding } {
  const hasher = new LeafHasher();
  const entries: EntryV1[] = [];
  for (const { seq, text, proof } of pack.entries) {
    const wrong = (code: Finding['code'], detail: string) => ({ finding: { seq, code, detail } });
    const entry = readEntry(text);
    if (entry === null) return wrong('bytes', 'these are not the canonical bytes of an entry');
    if (entry.seq !== seq || seq <= (entries.at(-1)?.seq ?? 0))
      return wrong('gap', 'the entries are out of order');
    const claim = { index: seq - 1, size, leaf: hasher.hash(text), proof: proof.map(fromHex), root };
    if (!verifyInclusion(sha256, claim))
      return wrong('proof', `entry ${seq} is not in the log that the checkpoint was signed over`);
    entries.push(entry);
  }
  return { entries };
}

function readEntry(text: string): EntryV1 | null {
  try {
    return parseEntry(text);
  } catch (error) {
    if (!(error instanceof EntryFormatError)) throw error;
    return null;
  }
}

function checkIndex(pack: ProofPack, statement: PackStatement, statedBy: number): Finding | null {
  const texts = pack.entries.slice(0, -1).map(({ text }) => text);
  if (texts.length === statement.entries && indexOfEntries(texts) === statement.index) return null;
  return {
    seq: null,
    code: 'pack_incomplete',
    detail: `the pack has ${texts.length} entries of the order; they are not the ${statement.entries} that entry ${statedBy} states`,
  };
}

function checkFields(pack: ProofPack, entries: readonly EntryV1[], own: OwnEntry): Finding | null {
  const facts = factsOfPack(entries, own);
  for (const name of ['madeAt', 'refId', 'orderId', 'externalId'] as const) {
    if (pack[name] === facts[name]) continue;
    return field(`${name} is not what the entries say (${facts[name] ?? 'nothing'})`);
  }
  return null;
}

function field(detail: string): Finding {
  return { seq: null, code: 'pack_field', detail };
}

// The intent of a placing call precedes the Ref ID; its subject or its call ties it to the order.
function checkAbout(entries: readonly EntryV1[], { refId }: OwnEntry): Finding | null {
  const about = entries.filter((entry) => entry.refId === refId);
  const calls = new Set(about.flatMap(({ callId }) => callId ?? []));
  const subjects = new Set(about.flatMap(({ subject }) => subject ?? []));
  const stranger = entries.find(
    (entry) => entry.refId !== refId && !calls.has(entry.callId ?? '') && !subjects.has(entry.subject ?? ''),
  );
  if (stranger === undefined) return null;
  const { seq } = stranger;
  return { seq, code: 'column', detail: `entry ${seq} is not about order ${refId}` };
}

function checkOpened(pack: ProofPack, entries: readonly EntryV1[], statement: PackStatement): Finding | null {
  const opened = new Set<string>();
  let count = 0;
  for (const [at, entry] of entries.entries()) {
    const item = pack.entries[at];
    if (item?.opened === undefined) continue;
    const finding = checkClearText(pack, item, entry);
    if (finding !== null) return finding;
    count += 1;
    opened.add(entry.subject ?? '');
  }
  if (count !== statement.opened)
    return field(`${count} sealed parts stand opened in it, of ${statement.opened} when it was made`);
  if ((pack.subjectKeys !== undefined) !== statement.personalData)
    return field('subjectKeys: they stand in a pack made to show what is sealed, and in no other');
  const stray = Object.keys(pack.subjectKeys ?? {}).find((subject) => !opened.has(subject));
  return stray === undefined ? null : field(`subjectKeys: nothing was opened by the key of ${stray}`);
}

function checkClearText(pack: ProofPack, item: PackEntry, entry: EntryV1): Finding | null {
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

function checkWords(pack: ProofPack, { lang }: PackStatement, page: string | null): Finding | null {
  const { howToCheck } = PACK_TEXTS[lang];
  if (JSON.stringify(pack.howToCheck) !== JSON.stringify(howToCheck))
    return field('howToCheck is not what the desk writes');
  if (page === null || page === packHtml(pack, lang)) return null;
  const detail = 'the page does not show what the pack inside it holds';
  return { seq: null, code: 'pack_page', detail };
}

function openIntents(entries: readonly EntryV1[]): number[] {
  const ended = new Set(
    entries.flatMap(({ action, callId }) => (action === 'call.outcome' ? (callId ?? []) : [])),
  );
  return entries.flatMap(({ action, callId, seq }) =>
    action === 'call.intent' && !ended.has(callId ?? '') ? seq : [],
  );
}
