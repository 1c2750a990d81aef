import { type CallRow, callRow } from '@srs-desk/shared/api/calls.ts';
import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import { readDetail } from '../../platform/ledger/stored-entry.ts';
import { entries } from '../../platform/ledger/table.ts';
import { calls } from '../../platform/recorder/table.ts';
import { CALL_MEMBERS } from './call-columns.ts';

/** A call with the numbers of the entries that hold its headers and bodies. */
interface StoredCall {
  row: CallRow;
  seqIntent: number;
  seqOutcome: number | null;
}

const c = alias(calls, 'c');

const byId = statement({ id: calls.id }, (db, { id }) =>
  db.rows(
    {
      json: sql<string>`json_object(${sql.raw(CALL_MEMBERS)})`,
      seqIntent: c.seqIntent,
      seqOutcome: c.seqOutcome,
    },
    (columns) => sql`SELECT ${columns} FROM ${calls} c WHERE ${c.id} = ${id}`,
  ),
);

/** The call of this number, or undefined. */
export function findCall(db: Db, id: number): StoredCall | undefined {
  const found = byId(db).get({ id });
  if (found === undefined) return undefined;
  const { json, seqIntent, seqOutcome } = found;
  return { row: callRow.parse(JSON.parse(json)), seqIntent, seqOutcome };
}

/** What an entry of the log says of a call, as far as it is read here. */
interface CallEntry {
  detail: ReturnType<typeof readDetail>;
  sealed?: string | undefined;
  uuid: string;
  subject: string | null;
}

const entryBySeq = statement({ seq: entries.seq }, (db, { seq }) =>
  db
    .select({
      detail: entries.detail,
      sealed: entries.sealed,
      uuid: entries.uuid,
      subject: entries.subjectId,
    })
    .from(entries)
    .where(eq(entries.seq, seq)),
);

/** The entry of this number, or undefined; an answer that was the same as one before has that one's sealed part. */
export function findEntry(db: Db, seq: number): CallEntry | undefined {
  const entry = entryAt(db, seq);
  const same = entry?.detail.sameAnswerAs;
  const before = typeof same === 'number' ? findCall(db, same) : undefined;
  const first = before?.seqOutcome == null ? undefined : entryAt(db, before.seqOutcome);
  return entry && first ? { ...first, detail: entry.detail } : entry;
}

function entryAt(db: Db, seq: number): CallEntry | undefined {
  const found = entryBySeq(db).get({ seq });
  return found && { ...found, detail: readDetail(found.detail), sealed: found.sealed ?? undefined };
}

const headers = z.record(z.string(), z.string());

/** Headers as an entry holds them; null where it holds none. */
export function headersIn(value: unknown): z.infer<typeof headers> | null {
  return headers.safeParse(value).data ?? null;
}
