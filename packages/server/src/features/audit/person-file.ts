import { hash, randomUUID } from 'node:crypto';
import type { PersonFileInput } from '@srs-desk/shared/api/person-file.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { ownSubject } from '@srs-desk/shared/audit/own-subject.ts';
import { iso } from '../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { entryOf } from '../../platform/ledger/stored-entry.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { mapInTurns } from '../../platform/map-in-turns.ts';
import type { MadeFile } from '../../platform/tables/made-file.ts';
import { clearPerson, readOrder } from '../orders/index.ts';
import { personScope } from './log/person-scope.ts';
import { countErased, entriesOfOrder, readStub } from './log/queries.ts';
import type { PersonFile, PersonRecord, WhatIsMissing } from './person-file-form.ts';
import { personFileHtml } from './person-file-html.ts';

type Part = 'calls' | 'tickets' | 'notes' | 'shown' | 'acts';

function partOf({ action, detail }: EntryV1): Part {
  if (action.startsWith('call.')) return 'calls';
  if (action.startsWith('personal_data.') || (action === 'audit.pack' && detail.personalData === true))
    return 'shown';
  if (action.startsWith('handover.')) return 'tickets';
  return action.startsWith('note.') ? 'notes' : 'acts';
}

function recordOf(desk: Desk, entry: EntryV1): PersonRecord {
  const { v: _, uuid: __, kind: ___, subject: ____, sealed: _____, prevHash: ______, ...record } = entry;
  const opened = desk.sealer.open(entry);
  return opened === null ? record : { ...record, opened };
}

/** All entries about the orders and keys of a person, each once, as they came. */
function entriesAbout({ reader }: Desk, refIds: readonly string[], subjects: readonly string[]): EntryV1[] {
  const rows = [
    ...refIds.flatMap((refId) => entriesOfOrder(reader, refId, null)),
    ...subjects.flatMap((subject) => entriesOfOrder(reader, '', subject)),
  ];
  const once = new Map(rows.map((row) => [row.seq, row]));
  return [...once.values()].sort((a, b) => a.seq - b.seq).map(entryOf);
}

/** What is known of the person of an order, with all their orders. @throws NotFound, Conflict `order_erased` */
async function gatherPerson(
  desk: Desk,
  who: Principal,
  refId: string,
  gone: AbortSignal | undefined,
): Promise<PersonFile> {
  const scope = personScope(desk.reader, refId);
  if (scope === null) throw new NotFound('order_not_found', 'The desk knows no order with this Ref ID.');
  const orders = scope.refIds.map((id) => clearOrder(desk, who, id));
  if (orders.every(({ erasedAt }) => erasedAt !== null))
    throw new Conflict('order_erased', 'The person of this order was erased: nothing is known of them.');
  const parts: Record<Part, PersonRecord[]> = { calls: [], tickets: [], notes: [], shown: [], acts: [] };
  let closedRecords = 0;
  const take = (entry: EntryV1) => {
    const record = recordOf(desk, entry);
    if (entry.sealed !== undefined && record.opened === undefined) closedRecords += 1;
    parts[partOf(entry)].push(record);
  };
  await mapInTurns(entriesAbout(desk, scope.refIds, scope.subjects), take, gone);
  const stub = readStub(desk.reader);
  const missing: WhatIsMissing = {
    pruned: stub === undefined ? null : { before: stub.firstSeq, at: iso(stub.prunedAt) },
    erasures: countErased(desk.reader) > 0,
    closedRecords,
  };
  const madeAt = iso(desk.clock.now());
  return { format: 'srs-desk person file 1', madeAt, refIds: scope.refIds, orders, ...parts, missing };
}

/** An order as its page shows it, with the person in clear. */
function clearOrder(desk: Desk, who: Principal, refId: string) {
  const { triageFacts: _, revealed: __, cancellationRequest: ___, ...order } = readOrder(desk, who, refId);
  return { ...order, ...clearPerson(desk.reader, refId) };
}

/**
 * Everything about the person of an order as one file, JSON or a page that a person reads. That it was made is in the log
 * before it is given. @throws NotFound, Conflict `order_erased`
 */
export async function makePersonFile(
  desk: Desk,
  who: Principal,
  refId: string,
  { format, lang, reason }: PersonFileInput,
  gone?: AbortSignal,
): Promise<MadeFile> {
  const file = await gatherPerson(desk, who, refId, gone);
  const content = format === 'html' ? personFileHtml(file, lang) : JSON.stringify(file, null, 1);
  const { actor, origin } = who;
  const detail = { format, lang, orders: file.refIds, sha256: hash('sha256', content) };
  const entry = { action: 'personal_data.disclose', actor, origin, refId, detail } as const;
  const sealed = { subject: ownSubject(randomUUID()), sealed: { reason } };
  unwrap(await desk.ledger.record([], [{ ...entry, ...sealed }]));
  const name = `person-${refId.replace(/[^\w-]/g, '_')}.${format}`;
  return { name, type: format === 'html' ? 'text/html; charset=utf-8' : 'application/json', content };
}
