import type { Connection } from '../../../platform/db/connection.ts';

/** Runs reads that see the database as it stands in one moment. */
function inOneMoment<T>(db: Connection, read: () => T): T {
  db.sql('BEGIN').run();
  try {
    return read();
  } finally {
    db.sql('COMMIT').run();
  }
}

/** Goes through pieces each of which is read in one moment: short, so that the write-ahead log of a running desk can begin anew. */
export function* inMoments<T>(db: Connection, pieces: Generator<T>): Generator<T> {
  const next = () => inOneMoment(db, () => pieces.next());
  for (let piece = next(); !piece.done; piece = next()) yield piece.value;
}
