import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Connection } from '../../../platform/db/connection.ts';
import type { DerivedPiece } from '../../../platform/db/derived-difference.ts';
import { usageDifferences } from '../../billing/index.ts';
import { counterDifferences, orderDifferences, termDifferences } from '../../orders/index.ts';
import { searchIndexDifferences } from '../log/check-search-index.ts';
import { searchIndexPath } from '../log/search-index.ts';
import type { Compared } from './logged-row.ts';
import { inMoments } from './moment.ts';

function told(found: DerivedPiece): Compared {
  const differences = found.differences.map(({ anew, ...rest }) => ({ ...rest, logged: anew, seq: null }));
  return { rows: found.rows, begunBefore: 0, differences };
}

/**
 * Compares what is derived with the same made anew, in short pieces, each of one moment: counters, usage, triage, by what persons
 * are found, and the count of the search index over the log, where one lies beside the database. `now` in ms.
 */
export function* compareDerived(db: Connection, path: string, now: number): Generator<Compared> {
  const kinds = [
    counterDifferences(db),
    usageDifferences(db),
    orderDifferences(db, now),
    termDifferences(db),
  ];
  for (const pieces of kinds) for (const piece of inMoments(db, pieces)) yield told(piece);
  const index = searchIndexPath(dirname(path));
  if (existsSync(index)) for (const piece of searchIndexDifferences(db, index)) yield told(piece);
}
