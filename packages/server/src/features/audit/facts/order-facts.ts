import { and, asc, eq, getTableColumns, gt, lte, ne } from 'drizzle-orm';
import type { Connection } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entryOf, storedEntry } from '../../../platform/ledger/stored-entry.ts';
import { entries, subjectKeys } from '../../../platform/ledger/table.ts';
import { orderStatusHistory as history, orders } from '../../orders/table.ts';
import {
  type Compared,
  type FactDifference,
  LoggedRow,
  missingRow,
  storedRow,
  unknownRow,
} from './logged-row.ts';
import { LoggedOrder } from './replay-order.ts';

/** Orders compared in one reading transaction: short, so that the write-ahead log of a running desk can be emptied. */
const AT_ONCE = 500;
/** Sorts after every Ref ID. */
const BEYOND = '\u{10ffff}';

const { id: _, personToken: __, ...FACTS } = getTableColumns(orders);

const nextOrders = statement({ after: orders.refId }, (db, { after }) =>
  db
    .select({ ...FACTS, key: subjectKeys.subjectId })
    .from(orders)
    .leftJoin(subjectKeys, eq(subjectKeys.subjectId, orders.subjectId))
    .where(gt(orders.refId, after))
    .orderBy(asc(orders.refId))
    .limit(AT_ONCE),
);

const RANGE = { after: 'text', upTo: 'text' } as const;

const actsOf = statement(RANGE, (db, { after, upTo }) =>
  db
    .select(storedEntry(entries))
    .from(entries)
    .where(and(gt(entries.refId, after), lte(entries.refId, upTo), ne(entries.kind, 'call').inlineParams()))
    .orderBy(asc(entries.refId), asc(entries.seq)),
);

const historyOf = statement(RANGE, (db, { after, upTo }) =>
  db
    .select()
    .from(history)
    .where(and(gt(history.refId, after), lte(history.refId, upTo)))
    .orderBy(asc(history.refId), asc(history.id)),
);

type StoredOrder = ReturnType<ReturnType<typeof nextOrders>['all']>[number];
type HistoryRow = typeof history.$inferSelect;

/** Compares every order, its status history and its key with what the log says, some hundred at a time, each to be read in one moment; `firstSeq`: the log's first entry. */
export function* compareOrders(db: Connection, firstSeq: number): Generator<Compared> {
  for (let after = ''; after !== BEYOND; ) {
    const { upTo, found } = comparePage(db, after, firstSeq);
    after = upTo;
    yield found;
  }
}

function comparePage(db: Connection, after: string, firstSeq: number) {
  const stored = nextOrders(db).all({ after });
  const upTo = stored.length < AT_ONCE ? BEYOND : (stored.at(-1)?.refId ?? BEYOND);
  const logged = replayed(db, after, upTo);
  return { upTo, found: compared(stored, logged, historyOf(db).all({ after, upTo }), firstSeq) };
}

function replayed(db: Connection, after: string, upTo: string): Map<string, LoggedOrder> {
  const found = new Map<string, LoggedOrder>();
  for (const row of actsOf(db).all({ after, upTo })) {
    const entry = entryOf(row);
    if (entry.refId === undefined) continue;
    let order = found.get(entry.refId);
    if (order === undefined) {
      order = new LoggedOrder(entry.seq);
      found.set(entry.refId, order);
    }
    order.take(entry);
  }
  return found;
}

function compared(
  stored: readonly StoredOrder[],
  logged: ReadonlyMap<string, LoggedOrder>,
  lines: readonly HistoryRow[],
  firstSeq: number,
): Compared {
  const differences: FactDifference[] = [];
  const linesOf = groupedBy(lines, ({ refId }) => refId);
  const left = new Map(logged);
  let begunBefore = 0;
  for (const { key, ...row } of stored) {
    const { refId } = row;
    const order = left.get(refId);
    left.delete(refId);
    if (order?.begun == null) {
      if (firstSeq === 1) {
        differences.push(unknownRow('orders', refId));
        continue;
      }
      begunBefore += 1;
    }
    if (order !== undefined) {
      differences.push(...order.row.differences('orders', refId, storedRow(row)));
      differences.push(...historyDifferences(refId, order, linesOf.get(refId) ?? [], firstSeq));
    }
    if (key === null) differences.push(missingRow('subject_keys', row.subjectId, order?.row.seq ?? 0));
  }
  for (const [refId, { begun }] of left)
    if (begun !== null) differences.push(missingRow('orders', refId, begun.seq));
  return { rows: stored.length, begunBefore, differences };
}

function groupedBy<K>(lines: readonly HistoryRow[], keyOf: (line: HistoryRow) => K): Map<K, HistoryRow[]> {
  const groups = new Map<K, HistoryRow[]>();
  for (const line of lines) {
    const key = keyOf(line);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return groups;
}

function historyDifferences(
  refId: string,
  order: LoggedOrder,
  lines: readonly HistoryRow[],
  firstSeq: number,
): FactDifference[] {
  const table = 'order_status_history';
  const found: FactDifference[] = [];
  const bySeq = groupedBy(lines, ({ seq }) => seq);
  for (const [seq, told] of order.statuses) {
    const kept = bySeq.get(seq) ?? [];
    bySeq.delete(seq);
    for (const [place, status] of told.entries()) {
      const label = `${refId} ${String(status.wireStatus)}`;
      const line = kept[place];
      if (line === undefined) found.push(missingRow(table, label, seq));
      else
        found.push(
          ...new LoggedRow(seq).state(seq, { ...status }).differences(table, label, storedRow(line)),
        );
    }
    for (const line of kept.slice(told.length)) found.push(unknownRow(table, `${refId} ${line.wireStatus}`));
  }
  for (const [seq, kept] of bySeq) {
    if (seq < firstSeq || order.unstated.has(seq)) continue;
    for (const line of kept) found.push(unknownRow(table, `${refId} ${line.wireStatus}`));
  }
  return found;
}
