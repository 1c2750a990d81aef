import { type NamedPerson, nearTerms, personTerms } from '@srs-desk/shared/order/person-terms.ts';
import { and, eq } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { nearTerms as near, orders, personTerms as terms } from '../table.ts';

const orderOf = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select({ id: orders.id }).from(orders).where(eq(orders.refId, refId)),
);
const termsOf = statement({ orderId: terms.orderId }, (db, { orderId }) =>
  db.select({ term: terms.term }).from(terms).where(eq(terms.orderId, orderId)),
);
const oneWith = statement({ term: terms.term }, (db, { term }) =>
  db.select({ orderId: terms.orderId }).from(terms).where(eq(terms.term, term)).limit(1),
);
const addTerm = statement({ term: terms.term, orderId: terms.orderId }, (db, row) =>
  db.insert(terms).values(row),
);
const removeTerm = statement({ term: terms.term, orderId: terms.orderId }, (db, { term, orderId }) =>
  db.delete(terms).where(and(eq(terms.term, term), eq(terms.orderId, orderId))),
);
const addNear = statement({ spelling: near.spelling, term: near.term }, (db, row) =>
  db.insert(near).values(row),
);
const removeNear = statement({ term: near.term }, (db, { term }) =>
  db.delete(near).where(eq(near.term, term)),
);

/**
 * Makes an order findable by the person's names and e-mail address; what stood there and holds no more goes. To be called
 * by every change that writes these columns.
 */
export function writePersonTerms(tx: Tx, refId: string, person: NamedPerson): void {
  const order = orderOf(tx).get({ refId });
  if (order === undefined) return;
  const orderId = order.id;
  const before = new Set(
    termsOf(tx)
      .all({ orderId })
      .map(({ term }) => term),
  );
  const after = new Set(personTerms(person));
  for (const term of before) {
    if (after.has(term)) continue;
    removeTerm(tx).run({ term, orderId });
    if (oneWith(tx).get({ term }) === undefined) removeNear(tx).run({ term });
  }
  for (const term of after) {
    if (before.has(term)) continue;
    if (oneWith(tx).get({ term }) === undefined) {
      for (const spelling of nearTerms(term)) addNear(tx).run({ spelling, term });
    }
    addTerm(tx).run({ term, orderId });
  }
}
