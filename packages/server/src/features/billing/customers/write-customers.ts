import {
  CUSTOMER_FIELDS,
  CUSTOMER_GIVEN,
  type CustomerInput,
  type CustomerRow,
  customerInput,
} from '@srs-desk/shared/billing/customer-fields.ts';
import { keysWith, recordOf } from '@srs-desk/shared/fields/field.ts';
import { cellText } from '@srs-desk/shared/tables/cell.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput, NotFound } from '../../../platform/errors.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import type { MadeFile } from '../../../platform/tables/made-file.ts';
import { tableFile } from '../../../platform/tables/made-file.ts';
import { readFirstSheet } from '../../../platform/tables/read-table.ts';
import { columnsOf } from '../../../platform/tables/table.ts';
import { UnreadableTable } from '../../../platform/tables/unreadable-table.ts';
import { readKnownExternalIds } from '../invoices/queries.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { settled } from '../refusals.ts';
import { readCustomers } from './queries.ts';

const COLUMNS = keysWith(CUSTOMER_FIELDS, 'exported');
/** 20,000 customers below a head line. */
const LIMITS = { rows: 20_001, unpackedBytes: 64 * 1024 * 1024 };

const NOBODY = {
  ...recordOf(CUSTOMER_GIVEN, () => null),
  vat: 'standard',
  changedAt: null,
  changedBy: null,
} as const;

/** The register, and every External ID that is billed and missing in it. */
export function listCustomers(desk: Desk): CustomerRow[] {
  const registered = readCustomers(desk.reader);
  const known = new Set(registered.map(({ externalId }) => externalId));
  const { resolve } = readPricingTerms(desk.reader);
  const billed = new Set(readKnownExternalIds(desk.reader).flatMap((raw) => resolve(raw) ?? []));
  const missing = [...billed].filter((externalId) => !known.has(externalId));
  const rows = registered.map(({ changedAt, ...row }) => ({
    id: row.externalId,
    ...row,
    registered: true,
    changedAt: iso(changedAt),
  }));
  const others = missing.map((externalId) => ({ id: externalId, externalId, registered: false, ...NOBODY }));
  return [...rows, ...others].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
}

/** One customer, registered or not. @throws NotFound */
export function readCustomer(desk: Desk, externalId: string): CustomerRow {
  const row = listCustomers(desk).find((each) => each.externalId === externalId);
  if (row === undefined)
    throw new NotFound('customer_not_found', `No customer has the External ID ${externalId}.`);
  return row;
}

function entryOf(who: Principal, customer: CustomerInput, isNew: boolean): EntryDraft {
  const { externalId, ...after } = customer;
  return {
    action: isNew ? 'billing.customer.create' : 'billing.customer.update',
    actor: who.actor,
    origin: who.origin,
    externalId,
    target: externalId,
    detail: { after },
  };
}

/** Writes customers into the register, all or none. */
async function writeCustomers(
  desk: Desk,
  who: Principal,
  customers: readonly CustomerInput[],
): Promise<void> {
  const known = new Set(readCustomers(desk.reader).map(({ externalId }) => externalId));
  settled(
    await desk.ledger.record(
      [{ name: 'billing.put_customers', args: { customers, by: who.name } }],
      customers.map((customer) => entryOf(who, customer, !known.has(customer.externalId))),
    ),
  );
}

/** Writes one customer into the register. */
export async function writeCustomer(
  desk: Desk,
  who: Principal,
  customer: CustomerInput,
): Promise<CustomerRow> {
  await writeCustomers(desk, who, [customer]);
  return readCustomer(desk, customer.externalId);
}

/** Takes a customer out of the register. @throws NotFound */
export async function deleteCustomer(desk: Desk, who: Principal, externalId: string): Promise<void> {
  const { registered } = readCustomer(desk, externalId);
  if (!registered) throw new NotFound('customer_not_found', `${externalId} is not in the register.`);
  settled(
    await desk.ledger.record(
      [{ name: 'billing.delete_customer', args: { externalId } }],
      [
        {
          action: 'billing.customer.delete',
          actor: who.actor,
          origin: who.origin,
          externalId,
          target: externalId,
          detail: {},
        },
      ],
    ),
  );
}

function problemsOf(line: number, issues: readonly { path: PropertyKey[]; message: string }[]): string[] {
  return issues.map(({ path, message }) => `line ${line}, ${path.join('.') || 'row'}: ${message}`);
}

/**
 * Reads a CSV or XLSX file with the columns of the export under a head line, and writes all of it or nothing.
 * @throws InvalidInput with the first bad lines; the reason of `gone`, and nothing is written
 */
export async function importCustomers(
  desk: Desk,
  who: Principal,
  file: Buffer,
  gone: AbortSignal,
): Promise<{ customers: number }> {
  const customers = new Map<string, CustomerInput>();
  const problems: string[] = [];
  let head: string[] | null = null;
  try {
    for await (const { number, cells } of readFirstSheet(file, LIMITS, gone)) {
      const texts = cells.map((cell) => cellText(cell).trim());
      if (head === null) {
        head = texts;
        const wrong = texts.filter((name) => !COLUMNS.some((column) => column === name));
        if (wrong.length > 0 || !texts.includes('externalId')) {
          throw new InvalidInput({
            body: `needs a head line with externalId and any of ${COLUMNS.join(', ')}`,
          });
        }
        continue;
      }
      const given = Object.fromEntries(head.flatMap((name, at) => (texts[at] ? [[name, texts[at]]] : [])));
      const read = customerInput.safeParse(given);
      if (!read.success) problems.push(...problemsOf(number, read.error.issues));
      else if (customers.has(read.data.externalId))
        problems.push(`line ${number}: ${read.data.externalId} stands twice`);
      else customers.set(read.data.externalId, read.data);
    }
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    throw new InvalidInput({ body: `cannot be read: ${error.message}` });
  }
  if (problems.length > 0) throw new InvalidInput({ body: problems.slice(0, 20).join('; ') });
  if (customers.size === 0) throw new InvalidInput({ body: 'holds no customer below its head line' });
  await writeCustomers(desk, who, [...customers.values()]);
  return { customers: customers.size };
}

/** The register as CSV, in the form in which it is imported; the export is entered in the log first. */
export async function exportCustomers(desk: Desk, who: Principal): Promise<MadeFile> {
  const rows = listCustomers(desk);
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.customer.export',
          actor: who.actor,
          origin: who.origin,
          target: 'customers',
          detail: { rows: rows.length },
        },
      ],
    ),
  );
  const table = {
    sheet: 'customers',
    columns: columnsOf(COLUMNS),
    rows: rows.map((row) => recordOf(COLUMNS, (key) => row[key])),
  };
  return tableFile(['customers'], [table], 'csv', 'en');
}
