import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Connection } from '../../../platform/db/connection.ts';
import type { DerivedDifference } from '../../../platform/db/derived-difference.ts';
import { usageDifferences } from '../../billing/index.ts';
import { counterDifferences, OrdersDerived, strayTermDifferences } from '../../orders/index.ts';
import { searchIndexDifferences } from '../log/check-search-index.ts';
import { searchIndexPath } from '../log/search-index.ts';
import type { FactDifference } from './logged-row.ts';
import { inOneMoment } from './order-facts.ts';

/** What came of comparing some derived rows. */
interface DerivedCompared {
  rows: number;
  begunBefore: 0;
  differences: FactDifference[];
}

function told(found: { rows: number; differences: readonly DerivedDifference[] }): DerivedCompared {
  const differences = found.differences.map(({ anew, ...rest }) => ({ ...rest, logged: anew, seq: null }));
  return { rows: found.rows, begunBefore: 0, differences };
}

/**
 * Compares what is derived with the same made anew, some hundred orders at a time: counters, usage, triage, by what persons
 * are found, and the count of the search index over the log, where one lies beside the database. `now` in ms.
 */
export function* compareDerived(db: Connection, path: string, now: number): Generator<DerivedCompared> {
  yield told(inOneMoment(db, () => counterDifferences(db)));
  yield told(inOneMoment(db, () => usageDifferences(db)));
  const orders = new OrdersDerived();
  const nextOrders = () => inOneMoment(db, () => orders.next(db, now));
  for (let page = nextOrders(); page !== null; page = nextOrders()) yield told(page);
  yield told({ rows: 0, differences: inOneMoment(db, () => strayTermDifferences(db)) });
  const index = searchIndexPath(dirname(path));
  if (existsSync(index)) yield told(searchIndexDifferences(db, index));
}
