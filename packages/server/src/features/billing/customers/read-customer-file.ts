import { plainIssue } from '@srs-desk/shared/api/plain-issue.ts';
import {
  CUSTOMER_FIELDS,
  type CustomerPatch,
  customerPatch,
  externalIdMeant,
} from '@srs-desk/shared/billing/customer-fields.ts';
import { keysWith } from '@srs-desk/shared/fields/field.ts';
import { cellText, isRoundedId, ROUNDED_ID } from '@srs-desk/shared/tables/cell.ts';
import { InvalidInput } from '../../../platform/errors.ts';
import { readFirstSheet } from '../../../platform/tables/read-table.ts';
import type { Row } from '../../../platform/tables/sheet.ts';
import { UnreadableTable } from '../../../platform/tables/unreadable-table.ts';

/** Columns of a file of customers, as it is exported and imported. */
export const CUSTOMER_COLUMNS = keysWith(CUSTOMER_FIELDS, 'exported');
/** Among them those that hold an id: a spreadsheet may have rounded it. */
const IDS: readonly string[] = ['externalId', 'debtorNumber'];
/** 20,000 customers below a head line. */
const LIMITS = { rows: 20_001, unpackedBytes: 64 * 1024 * 1024 };

/** @throws InvalidInput when a column is none of a customer, or none has the External ID */
function headOf({ cells }: Row): string[] {
  const head = cells.map((cell) => cellText(cell).trim());
  const wrong = head.filter((name) => !CUSTOMER_COLUMNS.some((column) => column === name));
  if (wrong.length === 0 && head.includes('externalId')) return head;
  throw new InvalidInput({
    body: `needs a head line with externalId and any of ${CUSTOMER_COLUMNS.join(', ')}`,
  });
}

type Read = { customer: CustomerPatch } | { problems: string[] };

/** An empty cell empties its field; of the tax, which is never empty, it says nothing. */
function readRow({ number, cells }: Row, head: readonly string[], known: ReadonlySet<string>): Read {
  const rounded = head.filter((name, at) => IDS.includes(name) && isRoundedId(cells[at]));
  if (rounded.length > 0)
    return { problems: rounded.map((name) => `line ${number}, ${name}: ${ROUNDED_ID}`) };
  const told: Record<string, string | null> = {};
  for (const [at, name] of head.entries()) {
    const cell = cellText(cells[at]);
    const text = name === 'externalId' ? externalIdMeant(cell, known) : cell.trim();
    if (text !== '' || name !== 'vat') told[name] = text || null;
  }
  const read = customerPatch.safeParse(told, { reportInput: true, error: plainIssue });
  if (read.success) return { customer: read.data };
  const { issues } = read.error;
  return {
    problems: issues.map(({ path, message }) => `line ${number}, ${path.join('.') || 'row'}: ${message}`),
  };
}

/**
 * Reads a CSV or XLSX file with the columns of the export under a head line: of each customer what it has a column for.
 * `known` are the External IDs of customers.
 * @throws InvalidInput with the first bad lines; the reason of `gone`
 */
export async function readCustomerFile(
  file: Buffer,
  known: ReadonlySet<string>,
  gone: AbortSignal,
): Promise<CustomerPatch[]> {
  const customers = new Map<string, CustomerPatch>();
  const problems: string[] = [];
  let head: string[] | null = null;
  try {
    for await (const row of readFirstSheet(file, LIMITS, gone)) {
      if (head === null) {
        head = headOf(row);
        continue;
      }
      const read = readRow(row, head, known);
      if ('problems' in read) problems.push(...read.problems);
      else if (customers.has(read.customer.externalId))
        problems.push(`line ${row.number}: ${read.customer.externalId} stands twice`);
      else customers.set(read.customer.externalId, read.customer);
    }
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    throw new InvalidInput({ body: `cannot be read: ${error.message}` });
  }
  if (problems.length > 0) throw new InvalidInput({ body: problems.slice(0, 20).join('; ') });
  if (customers.size === 0) throw new InvalidInput({ body: 'holds no customer below its head line' });
  return [...customers.values()];
}
