import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { openForWriting } from './open-for-writing.ts';
import { checkpointWal } from './wal-state.ts';

/** How often the write-ahead log is looked at, ms. */
const LOOK_MS = 50;
/** Pages that wait in the write-ahead log before they are copied, 4 KiB each. */
const WORTH_COPYING = 4_000;

const port = parentPort as MessagePort;
const database = openForWriting((workerData as { databasePath: string }).databasePath);
database.pragma('wal_autocheckpoint = 0');

const timer = setInterval(() => {
  try {
    const wal = checkpointWal(database, 'NOOP');
    if (wal.log - wal.checkpointed >= WORTH_COPYING) checkpointWal(database, 'PASSIVE');
  } catch {
    // Nothing is lost: the pages stay where they are read from, and the writer tells of a disk that takes no more.
  }
}, LOOK_MS);

port.on('message', () => {
  clearInterval(timer);
  database.close();
  port.close();
});
