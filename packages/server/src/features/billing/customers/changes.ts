import {
  type CustomerInput,
  type CustomerPatch,
  customerWith,
} from '@srs-desk/shared/billing/customer-fields.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { AccountingArrangement } from '@srs-desk/shared/billing/wire.ts';
import { and, asc, eq, getTableColumns, max } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { readCurrentClose } from '../periods/queries.ts';
import { putArrangement } from '../usage/state.ts';
import { readRegistered } from './queries.ts';
import { billingCustomers, billingStatementNumbers as numbers } from './table.ts';

const put = statement(getTableColumns(billingCustomers), (db, row) =>
  db
    .insert(billingCustomers)
    .values(row)
    .onConflictDoUpdate({ target: billingCustomers.externalId, set: row }),
);
const remove = statement({ externalId: billingCustomers.externalId }, (db, { externalId }) =>
  db.delete(billingCustomers).where(eq(billingCustomers.externalId, externalId)),
);

const numbersOf = statement({ period: numbers.period }, (db, { period }) =>
  db.select().from(numbers).where(eq(numbers.period, period)).orderBy(asc(numbers.sequence)),
);
const lastOf = statement({ period: numbers.period }, (db, { period }) =>
  db
    .select({ last: max(numbers.sequence) })
    .from(numbers)
    .where(eq(numbers.period, period)),
);
const insertNumber = statement(getTableColumns(numbers), (db, row) => db.insert(numbers).values(row));
const setVersion = statement(
  getTableColumns(numbers),
  (db, { period, externalId, version, closeId, particulars }) =>
    db
      .update(numbers)
      .set({ version, closeId, particulars })
      .where(and(eq(numbers.period, period), eq(numbers.externalId, externalId))),
);

/** A statement's number within its month; External ID empty for orders without one. */
type StatementNumber = typeof numbers.$inferSelect;

/** The numbers given to a month's statements, in their order. */
export function readStatementNumbers(db: Db, period: Period): StatementNumber[] {
  return numbersOf(db).all({ period });
}

/** What a statement is numbered with: whose it is, and its particulars as JSON. */
export interface ToNumber {
  readonly externalId: string;
  readonly particulars: string;
}

interface NumberArgs {
  period: Period;
  closeId: number;
  statements: readonly ToNumber[];
  actor: Actor;
  origin: Origin;
}

/** Gives numbers to those that have none yet, and the next version to those of an earlier close; its entry says to how many. */
function numberStatements(
  tx: Tx,
  { period, closeId, statements, actor, origin }: NumberArgs,
): { given: number } {
  if (readCurrentClose(tx, period)?.id !== closeId) throw new GuardConflict('changed', { period });
  const known = new Map(readStatementNumbers(tx, period).map((each) => [each.externalId, each]));
  let last = lastOf(tx).get({ period })?.last ?? 0;
  let given = 0;
  for (const { externalId, particulars } of statements) {
    const before = known.get(externalId);
    if (before?.closeId === closeId) continue;
    given += 1;
    if (before !== undefined) {
      setVersion(tx).run({ ...before, version: before.version + 1, closeId, particulars });
      continue;
    }
    last += 1;
    insertNumber(tx).run({ period, externalId, sequence: last, version: 1, closeId, particulars });
  }
  if (given > 0) {
    const detail = { statements: given };
    tx.append({ action: 'billing.statement.number', actor, origin, target: period, detail });
  }
  return { given };
}

interface PutArgs {
  customers: readonly CustomerPatch[];
  by: string;
  actor: Actor;
  origin: Origin;
}

/** What the register holds of a customer; undefined where it is not in it. */
function registered(db: Db, externalId: string): CustomerInput | undefined {
  const row = readRegistered(db, externalId);
  if (row === undefined) return undefined;
  const { changedAt: _, changedBy: __, ...customer } = row;
  return customer;
}

const logged = ({ externalId: _, ...given }: CustomerInput) => given;

function putCustomers(tx: Tx, { customers, by, actor, origin }: PutArgs): void {
  for (const told of customers) {
    const { externalId } = told;
    const before = registered(tx, externalId);
    const after = customerWith(before, told);
    put(tx).run({ ...after, changedAt: tx.now, changedBy: by });
    tx.append({
      action: before === undefined ? 'billing.customer.create' : 'billing.customer.update',
      actor,
      origin,
      externalId,
      target: externalId,
      detail:
        before === undefined ? { after: logged(after) } : { before: logged(before), after: logged(after) },
    });
    tx.rowChanged('customers', externalId);
  }
}

export const customerChanges = {
  /** Writes customers into the register, new or with what is told of them; the entry of each says what it was. */
  'billing.put_customers': putCustomers,

  /** Takes a customer out of the register. Guard: `billing_entry_not_found`. */
  'billing.delete_customer': (tx: Tx, { externalId }: { externalId: string }): void => {
    const { changes } = remove(tx).run({ externalId });
    if (changes === 0) throw new GuardConflict('billing_entry_not_found', { externalId });
    tx.rowChanged('customers', externalId);
  },

  /** Arranges accounting files. */
  'billing.arrange_accounting': (tx: Tx, args: { arrangement: AccountingArrangement }): void => {
    putArrangement(tx, args.arrangement);
    tx.rowChanged('customers', 'accounting');
  },

  /** Numbers the statements of a closed month. */
  'billing.number_statements': numberStatements,
};
