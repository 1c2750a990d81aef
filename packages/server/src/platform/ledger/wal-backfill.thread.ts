import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { openForWriting } from './open-for-writing.ts';
import { checkpointWal } from './wal-state.ts';

/** How often the write-ahead log is looked at, ms. */
const LOOK_MS = 50;
/** Pages that wait in the write-ahead log before they are copied, 4 KiB each. */
const WORTH_COPYING = 4_000;
/** Looks in a row that find nothing new before what waits is copied though it is less: then the log can begin anew, and be short. */
const LOOKS_AT_REST = 40;

const port = parentPort as MessagePort;
const database = openForWriting((workerData as { databasePath: string }).databasePath);
database.pragma('wal_autocheckpoint = 0');

let last = 0;
let looksAtRest = 0;

const timer = setInterval(() => {
  try {
    const { log, checkpointed } = checkpointWal(database, 'NOOP');
    looksAtRest = log === last ? looksAtRest + 1 : 0;
    last = log;
    const waiting = log - checkpointed;
    const isDue = waiting >= WORTH_COPYING || (waiting > 0 && looksAtRest >= LOOKS_AT_REST);
    if (isDue) checkpointWal(database, 'PASSIVE');
  } catch {
    // Nothing is lost: the pages stay where they are read from, and the writer tells of a disk that takes no more.
  }
}, LOOK_MS);

port.on('message', () => {
  clearInterval(timer);
  database.close();
  port.close();
});
