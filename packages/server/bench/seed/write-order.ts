import { DEFAULT_METHOD_SETTINGS } from '@srs-desk/shared/method/settings.ts';
import { personTerms } from '@srs-desk/shared/order/person-terms.ts';
import { DEFAULT_POLLING } from '@srs-desk/shared/polling/settings.ts';
import { DEFAULT_TRIAGE_RULES } from '@srs-desk/shared/process/triage-settings.ts';
import { getTableColumns } from 'drizzle-orm';
import type { Order } from '../../src/features/orders/order-row.ts';
import { firstDerived } from '../../src/features/orders/poll/derive.ts';
import { nextDue } from '../../src/features/orders/poll/rules.ts';
import { orders } from '../../src/features/orders/table.ts';
import { statement } from '../../src/platform/db/statement.ts';
import type { Tx } from '../../src/platform/ledger/tx.ts';
import { insertSync, insertTerms } from './seed-rows.ts';

const insertOrder = statement(getTableColumns(orders), (db, row) => db.insert(orders).values(row));

/** An order whose scenario was replayed to its end: what the desk knows of it. Times in ms since epoch. */
export interface ReplayedOrder {
  id: number;
  order: Order;
  /** Stands for the person's number, as Latin-1 text; null where the number is not known. */
  personToken: string | null;
  lastSyncedAt: number | null;
  lastVerifyAt: number | null;
  polls: number;
}

/** Writes the rows of replayed orders: the order itself, when it is due next, and what it is found by. */
export class OrderWriter {
  readonly #tx: Tx;
  readonly #until: number;
  readonly #nothingDue: boolean;
  /** The terms of the few names there are. */
  readonly #terms = new Map<string, string[]>();

  /** `until`: the last moment that is replayed, ms since epoch. */
  constructor(tx: Tx, until: number, nothingDue: boolean) {
    this.#tx = tx;
    this.#until = until;
    this.#nothingDue = nothingDue;
  }

  write(replayed: ReplayedOrder): void {
    const { id, order, personToken, lastSyncedAt, lastVerifyAt, polls } = replayed;
    const token = personToken === null ? null : Buffer.from(personToken, 'latin1');
    const derived = firstDerived(order, DEFAULT_TRIAGE_RULES, this.#until);
    insertOrder(this.#tx).run({ ...order, ...derived, id, personToken: token });
    const due = this.#nothingDue
      ? null
      : this.#nextDue(order, Math.max(lastSyncedAt ?? 0, lastVerifyAt ?? 0));
    const dueAt = due?.dueAt ?? null;
    insertSync(this.#tx, {
      id,
      refId: order.refId,
      dueAt,
      what: due?.what ?? null,
      lastSyncedAt,
      lastVerifyAt,
      polls,
    });
    insertTerms(this.#tx, id, this.#termsOf(order));
  }

  #nextDue(order: Order, looked: number): ReturnType<typeof nextDue> {
    if (looked === 0) return { dueAt: this.#until, what: 'status' };
    return nextDue(
      { ...order, viewedAt: null, lastVerifyAt: null },
      DEFAULT_POLLING,
      DEFAULT_METHOD_SETTINGS,
      looked,
    );
  }

  #termsOf({ firstName, lastName, email }: Order): string[] {
    const names = JSON.stringify([firstName, lastName]);
    const known = this.#terms.get(names) ?? personTerms({ firstName, lastName });
    this.#terms.set(names, known);
    return email === null ? known : [...known, ...personTerms({ email })];
  }
}
