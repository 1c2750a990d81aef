import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { EXPORT_COLUMNS, type ExportColumn, ORDER_FIELDS } from '@srs-desk/shared/order/fields.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { InvalidInput } from '../../platform/errors.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { columnsOf, type TableRow } from '../../platform/tables/table.ts';
import { csvStream } from '../../platform/tables/write-csv.ts';
import { listOrders } from './list-orders.ts';
import { orderViewOf } from './order-columns.ts';
import { COUNTED_UP_TO, type Cursor } from './order-list.ts';

const ROWS_AT_ONCE = 500;
/** A change shows in the database at most this long after the time it carries, ms. */
const COMMITTED_WITHIN_MS = 10_000;
const isHidden = (column: ExportColumn): boolean => 'hidden' in ORDER_FIELDS[column];

function columnsFor(who: Principal, asked: readonly ExportColumn[] | null): readonly ExportColumn[] {
  const sees = orderViewOf(who.role) !== 'facts';
  const hidden = (asked ?? []).filter((column) => isHidden(column) && !sees);
  if (hidden.length > 0) throw new InvalidInput({ columns: `your role does not see ${hidden.join(', ')}` });
  return asked ?? EXPORT_COLUMNS.filter((column) => sees || !isHidden(column));
}

/**
 * Exports what a filter gives as CSV, the oldest order first, line by line; persons stay masked. The export is in
 * the log before its first line is. @throws InvalidInput for columns the role does not see.
 */
export async function exportOrders(
  desk: Desk,
  who: Principal,
  asked: ListQuery,
  columns: readonly ExportColumn[] | null,
  gone?: AbortSignal,
): Promise<{ total: number; lines: AsyncGenerator<string> }> {
  const chosen = columnsFor(who, columns);
  const { total, capped } = await listOrders(desk, who, { ...asked, offset: 0, limit: 1 }, gone);
  gone?.throwIfAborted();
  const few = asked.where.length > 0 && !capped && total <= COUNTED_UP_TO;
  const { seqs } = unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'order.export',
          actor: who.actor,
          origin: who.origin,
          detail: { filter: JSON.stringify(asked.where), columns: [...chosen], rows: total, atLeast: capped },
        },
      ],
    ),
  );
  const rows = rowsOf(desk, who, { where: asked.where, few, gone });
  const told = capped ? counted(desk, who, seqs[0] ?? 0, rows) : rows;
  return { total, lines: csvStream(columnsOf(chosen), told) };
}

type Batches = AsyncGenerator<TableRow<ExportColumn>[]>;

/** An export too large to be counted before: its end is entered too, with how many orders it held. */
async function* counted(desk: Desk, who: Principal, begun: number, batches: Batches): Batches {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    yield batch;
  }
  const { actor, origin } = who;
  const detail = { rows, begun };
  await desk.ledger.record([], [{ action: 'order.export', actor, origin, outcome: 'complete', detail }]);
}

interface Walk {
  where: ListQuery['where'];
  /** The filter leaves few orders. */
  few: boolean;
  gone: AbortSignal | undefined;
}

/**
 * The orders of a filter in batches, each once, though the desk goes on meanwhile. SRS may tell that an order was created
 * earlier than the walk has come, so those that changed since it began are walked through again.
 */
async function* rowsOf(desk: Desk, who: Principal, { where, few, gone }: Walk): Batches {
  const changedSince = { at: desk.clock.now() - COMMITTED_WITHIN_MS, id: 0 };
  const walks: { by: 'createdAt' | 'updatedAt'; few: boolean; from: Cursor | null }[] = [
    { by: 'createdAt', few, from: null },
    { by: 'updatedAt', few: false, from: changedSince },
  ];
  const view = orderViewOf(who.role);
  const written = new Set<number>();
  for (const { from, ...walk } of walks) {
    let cursor = from;
    for (;;) {
      const asked = { view, where, limit: ROWS_AT_ONCE, after: cursor, ...walk };
      const page = await desk.reads.run('orders.after', asked, gone);
      cursor = page.at(-1) ?? null;
      if (cursor === null) break;
      const unwritten = page.filter(({ id }) => !written.has(id));
      for (const { id } of unwritten) written.add(id);
      yield unwritten.map(({ json }): TableRow<ExportColumn> => JSON.parse(json));
    }
  }
}
