import { setImmediate as othersTurn } from 'node:timers/promises';
import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { EXPORT_COLUMNS, type ExportColumn, ORDER_FIELDS } from '@srs-desk/shared/order/fields.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { InvalidInput } from '../../platform/errors.ts';
import { held } from '../../platform/ledger/held.ts';
import { listOrders } from './list-orders.ts';
import { orderViewOf } from './order-columns.ts';

const ROWS_AT_ONCE = 500;
const isHidden = (column: ExportColumn): boolean => 'hidden' in ORDER_FIELDS[column];

/** A cell of a CSV file. What a spreadsheet would take for a formula is made text [ASVS 1.2.10]. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const raw = Array.isArray(value) ? value.join(' ') : String(value);
  const text = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/.test(raw) ? `'${raw}` : raw;
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

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
): Promise<{ total: number; lines: AsyncGenerator<string> }> {
  const chosen = columnsFor(who, columns);
  const query: ListQuery = {
    ...asked,
    sort: { field: 'createdAt', order: 'ASC' },
    offset: 0,
    limit: ROWS_AT_ONCE,
  };
  const { total, capped } = listOrders(desk, who, { ...query, limit: 1 });
  held(
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
  return { total, lines: linesOf(desk, who, query, chosen) };
}

async function* linesOf(
  desk: Desk,
  who: Principal,
  query: ListQuery,
  columns: readonly ExportColumn[],
): AsyncGenerator<string> {
  yield `\ufeff${columns.join(',')}\r\n`;
  for (let offset = 0; ; offset += ROWS_AT_ONCE) {
    const { json, count } = listOrders(desk, who, { ...query, offset });
    const rows = JSON.parse(json) as Record<string, unknown>[];
    if (count > 0)
      yield rows.map((row) => `${columns.map((column) => csvCell(row[column])).join(',')}\r\n`).join('');
    if (count < ROWS_AT_ONCE) return;
    await othersTurn();
  }
}
