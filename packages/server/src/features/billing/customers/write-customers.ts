import {
  CUSTOMER_GIVEN,
  type CustomerInput,
  type CustomerPatch,
  type CustomerRow,
  externalIdMeant,
} from '@srs-desk/shared/billing/customer-fields.ts';
import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import type { MadeFile } from '../../../platform/tables/made-file.ts';
import { tableFile } from '../../../platform/tables/made-file.ts';
import { columnsOf } from '../../../platform/tables/table.ts';
import { readKnownExternalIds } from '../invoices/queries.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { settled } from '../refusals.ts';
import { readCustomers } from './queries.ts';
import { CUSTOMER_COLUMNS, readCustomerFile } from './read-customer-file.ts';

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

function knownTo(desk: Desk): ReadonlySet<string> {
  return new Set(listCustomers(desk).map(({ externalId }) => externalId));
}

/** One customer, registered or not. @throws NotFound */
export function readCustomer(desk: Desk, externalId: string): CustomerRow {
  const row = listCustomers(desk).find((each) => each.externalId === externalId);
  if (row === undefined)
    throw new NotFound('customer_not_found', `No customer has the External ID ${externalId}.`);
  return row;
}

/** Writes customers into the register, all or none. */
async function writeCustomers(
  desk: Desk,
  who: Principal,
  customers: readonly CustomerPatch[],
): Promise<void> {
  const { name: by, actor, origin } = who;
  const args = { customers, by, actor, origin };
  settled(await desk.ledger.record([{ name: 'billing.put_customers', args }], []));
}

/** Writes one customer into the register. */
export async function writeCustomer(
  desk: Desk,
  who: Principal,
  customer: CustomerInput,
): Promise<CustomerRow> {
  const externalId = externalIdMeant(customer.externalId, knownTo(desk));
  await writeCustomers(desk, who, [{ ...customer, externalId }]);
  return readCustomer(desk, externalId);
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

/**
 * Reads a CSV or XLSX file with the columns of the export under a head line, and writes all of it or nothing. What it has no
 * column for stays as it is.
 * @throws InvalidInput with the first bad lines; the reason of `gone`, and nothing is written
 */
export async function importCustomers(
  desk: Desk,
  who: Principal,
  file: Buffer,
  gone: AbortSignal,
): Promise<{ customers: number }> {
  const customers = await readCustomerFile(file, knownTo(desk), gone);
  await writeCustomers(desk, who, customers);
  return { customers: customers.length };
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
    columns: columnsOf(CUSTOMER_COLUMNS),
    rows: rows.map((row) => recordOf(CUSTOMER_COLUMNS, (key) => row[key])),
  };
  return tableFile(['customers'], [table], 'csv', 'en');
}
