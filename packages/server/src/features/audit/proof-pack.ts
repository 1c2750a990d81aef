import { fromBase64Url, toBase64, toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Conflict, NotFound, Unavailable } from '../../platform/errors.ts';
import { decrypt } from '../../platform/ledger/seal.ts';
import { type AuditEntry, type EntryListRow, toAuditEntry } from './log/entry-row.ts';
import { inclusionOf } from './log/proof-nodes.ts';
import { checkpointOver, entriesOfOrder, orderOfPack } from './log/queries.ts';
import { PACK_TEXTS } from './pack-texts.ts';
import { PACK_FORMAT, type PackEntry, type ProofPack } from './verify/pack-format.ts';

interface PackWish {
  /** Also show what is sealed, with the keys to check it by: personal data then stands in the pack. */
  reveal: boolean;
  reason: string;
  /** Of whoever reads it. */
  lang: Language;
}

/**
 * Everything the log holds about an order, with the proof of each entry, for an auditor or for Swisscom.
 * @throws NotFound when the log knows nothing of it, Conflict when it is to be shown and was erased.
 */
export async function makeProofPack(
  desk: Desk,
  who: Principal,
  refId: string,
  wish: PackWish,
): Promise<ProofPack> {
  const order = orderOfPack(desk.reader, refId);
  const rows = entriesOfOrder(desk.reader, refId, order?.subjectId ?? null);
  if (rows.length === 0) throw new NotFound('order_not_found', 'The log holds nothing about this Ref ID.');
  if (wish.reveal && order !== undefined && order.erasedAt !== null) {
    throw new Conflict(
      'order_erased',
      'The person of this order was erased; what was sealed cannot be shown.',
    );
  }
  const { seqs } = await recorded(desk, who, refId, order?.subjectId ?? null, wish, rows.length);
  await desk.ledger.checkpoint();
  const checkpoint = checkpointOver(desk.reader, Math.max(...seqs, rows.at(-1)?.seq ?? 0));
  if (checkpoint === undefined)
    throw new Unavailable('no_checkpoint', 'The log could not be signed just now.');
  const keys: Record<string, string> = {};
  return {
    format: PACK_FORMAT,
    madeAt: new Date(desk.clock.now()).toISOString(),
    refId,
    orderId: order?.orderId ?? null,
    externalId: order?.externalId ?? null,
    checkpoint: checkpoint.note,
    publicKey: desk.audit.publicKey,
    entries: rows.map((row) => packEntry(desk, row, checkpoint.size, wish.reveal ? keys : null)),
    ...(wish.reveal ? { subjectKeys: keys } : {}),
    howToCheck: [...PACK_TEXTS[wish.lang].howToCheck],
  };
}

async function recorded(
  desk: Desk,
  who: Principal,
  refId: string,
  subject: string | null,
  wish: PackWish,
  entries: number,
): Promise<{ seqs: number[] }> {
  const done = await desk.ledger.record(
    [],
    [
      {
        action: 'audit.pack',
        actor: who.actor,
        origin: who.origin,
        refId,
        subject,
        detail: { entries, personalData: wish.reveal, reason: wish.reason },
      },
    ],
  );
  return done.ok ? done : { seqs: [] };
}

function packEntry(
  desk: Desk,
  row: EntryListRow,
  size: number,
  keys: Record<string, string> | null,
): PackEntry {
  const proof = inclusionOf(desk.reader, row.seq, size).map(toHex);
  const base = { seq: row.seq, text: row.bytes, proof };
  const entry = toAuditEntry(row);
  const opened = keys === null ? null : openedOf(desk, row, entry, keys);
  return opened === null ? base : { ...base, opened };
}

function openedOf(
  desk: Desk,
  row: EntryListRow,
  entry: AuditEntry,
  keys: Record<string, string>,
): string | null {
  if (!entry.sealed || entry.subject === null) return null;
  const key = desk.audit.subjectKey(entry.subject);
  if (key === null) return null;
  keys[entry.subject] = toBase64(key);
  const { uuid, sealed } = parseEntry(row.bytes);
  return sealed === undefined ? null : decrypt(key, uuid, fromBase64Url(sealed)).toString('utf8');
}
