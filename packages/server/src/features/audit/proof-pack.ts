import { may } from '@srs-desk/shared/access/permissions.ts';
import { fromBase64Url, toBase64, toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { type EntryV1, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { REVEALS_PER_HOUR } from '@srs-desk/shared/settings/catalogue.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Conflict, Forbidden, NotFound, Unavailable } from '../../platform/errors.ts';
import { decrypt } from '../../platform/ledger/seal.ts';
import { entryOf, type StoredEntry, textOf } from '../../platform/ledger/stored-entry.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { mapInTurns } from '../../platform/map-in-turns.ts';
import { inclusionOf } from './log/proof-nodes.ts';
import { checkpointOver, entriesOfOrder, entryRow, logEdges, orderOfPack } from './log/queries.ts';
import { editionOf } from './pack-html.ts';
import { PACK_TEXTS } from './pack-texts.ts';
import { PACK_FORMAT, type PackEntry, type ProofPack } from './verify/pack-format.ts';
import { factsOfPack, indexOfEntries, type PackStatement } from './verify/pack-statement.ts';

interface PackWish {
  /** Also show what is sealed, with the keys to check it by: personal data then stands in the pack. */
  reveal: boolean;
  reason: string;
  /** Of whoever reads it. */
  lang: Language;
}

/**
 * Everything the log holds about an order, with the proof of each entry, for an auditor or for Swisscom. The pack's own
 * entry is its last and states which entries belong before it.
 * @throws NotFound when the log knows nothing of it; where the person is to be shown, Forbidden for a role that reveals
 *   none, Conflict when it was erased, and TooMany `too_many_reveals`;
 *   the reason of `gone`.
 */
export async function makeProofPack(
  desk: Desk,
  who: Principal,
  refId: string,
  wish: PackWish,
  gone?: AbortSignal,
): Promise<ProofPack> {
  const order = orderOfPack(desk.reader, refId);
  const subjectId = order?.subjectId ?? null;
  const { first, last } = logEdges(desk.reader);
  const rows = entriesOfOrder(desk.reader, refId, subjectId).filter(({ seq }) => seq <= last);
  if (rows.length === 0) throw new NotFound('order_not_found', 'The log holds nothing about this Ref ID.');
  if (wish.reveal) guardReveal(who, order?.erasedAt ?? null);
  const keys: Record<string, string> = {};
  const shown = await mapInTurns(rows, (row) => shownEntry(desk, row, wish.reveal ? keys : null), gone);
  // Somebody may have erased the person in between.
  if (wish.reveal) guardReveal(who, orderOfPack(desk.reader, refId)?.erasedAt ?? null);
  const own = await recordPack(desk, who, { refId, subjectId }, statementOver(shown, wish, first, last));
  await desk.ledger.checkpoint();
  const checkpoint = checkpointOver(desk.reader, own.seq);
  if (checkpoint === undefined)
    throw new Unavailable('no_checkpoint', 'The log could not be signed just now.');
  const entries = [...shown, { seq: own.seq, text: textOf(own) }];
  const parsed = entries.map(({ text }) => parseEntry(text));
  return {
    format: PACK_FORMAT,
    ...factsOfPack(parsed, { ...entryOf(own), refId }),
    checkpoint: checkpoint.note,
    publicKey: desk.audit.publicKey,
    entries: await mapInTurns(
      entries,
      ({ seq, text, ...opened }) => ({
        seq,
        text,
        proof: inclusionOf(desk.reader, seq, checkpoint.size).map(toHex),
        ...opened,
      }),
      gone,
    ),
    ...(wish.reveal ? { subjectKeys: keys } : {}),
    howToCheck: [...PACK_TEXTS[wish.lang].howToCheck],
  };
}

function guardReveal({ role }: Principal, erasedAt: number | null): void {
  if (!may(role, 'person.reveal')) {
    throw new Forbidden('role_may_not', `Your role (${role}) may not show what is sealed.`, {
      permission: 'person.reveal',
    });
  }
  if (erasedAt !== null) {
    throw new Conflict(
      'order_erased',
      'The person of this order was erased; what was sealed cannot be shown.',
    );
  }
}

type ShownEntry = Omit<PackEntry, 'proof'>;

function statementOver(
  shown: readonly ShownEntry[],
  { reveal, reason, lang }: PackWish,
  from: number,
  upTo: number,
): PackStatement {
  return {
    entries: shown.length,
    from,
    upTo,
    index: indexOfEntries(shown.map(({ text }) => text)),
    opened: shown.filter(({ opened }) => opened !== undefined).length,
    personalData: reveal,
    reason,
    lang,
    edition: editionOf(shown, lang),
  };
}

async function recordPack(
  desk: Desk,
  who: Principal,
  { refId, subjectId }: { refId: string; subjectId: string | null },
  detail: PackStatement,
): Promise<StoredEntry> {
  const { actor, origin } = who;
  const entry = { action: 'audit.pack', actor, origin, refId, subject: subjectId, detail } as const;
  const mostPerHour = desk.settings.get(REVEALS_PER_HOUR);
  const count = { name: 'reveal.count', args: { refId, username: actor, mostPerHour } } as const;
  const { seqs } = unwrap(await desk.ledger.record(detail.personalData ? [count] : [], [entry]));
  const row = entryRow(desk.reader, seqs[0] ?? 0);
  if (row === undefined) throw new Unavailable('no_entry', 'The entry of the pack cannot be read just now.');
  return row;
}

function shownEntry(desk: Desk, row: StoredEntry, keys: Record<string, string> | null): ShownEntry {
  const entry = { seq: row.seq, text: textOf(row) };
  const opened = keys === null ? null : openedOf(desk, entryOf(row), keys);
  return opened === null ? entry : { ...entry, opened };
}

function openedOf(
  desk: Desk,
  { uuid, subject, sealed }: EntryV1,
  keys: Record<string, string>,
): string | null {
  if (sealed === undefined || subject === undefined) return null;
  const key = desk.audit.subjectKey(subject);
  if (key === null) return null;
  keys[subject] = toBase64(key);
  return decrypt(key, uuid, fromBase64Url(sealed)).toString('utf8');
}
