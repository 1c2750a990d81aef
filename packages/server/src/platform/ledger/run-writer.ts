import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { WriterCommands } from './commands.ts';
import { GroupCommit } from './group-commit.ts';
import { openForWriting } from './open-for-writing.ts';
import { WalRestart } from './wal-restart.ts';
import { checkpointWal } from './wal-state.ts';
import type { WriterCommand, WriterStart } from './writer-protocol.ts';

/** Commands in one transaction: past this the wait for the fsync is shared well enough. */
const LARGEST_GROUP = 256;

const LARGEST_WAL = 64 * 1024 ** 2;

/**
 * The writer thread's work: takes commands from `port`, group by group, until it is told to close.
 * @throws Error when the database cannot be opened.
 */
export function runWriter(commands: WriterCommands, port: MessagePort, start: WriterStart): void {
  const database = openForWriting(start.databasePath);
  // Pages, 4 KiB each; most are copied beside this thread before so many wait (`wal-backfill.thread.ts`).
  database.pragma('wal_autocheckpoint = 32000');
  // Bytes: after more than this came at once, the file gives the rest back when it begins anew.
  database.pragma(`journal_size_limit = ${LARGEST_WAL}`);
  if (start.maxPageCount !== undefined) database.pragma(`max_page_count = ${start.maxPageCount}`);
  const ledger = new GroupCommit(database, start.keys, commands);
  const walRestart = start.isReplicated ? null : new WalRestart(database);

  let waiting: WriterCommand[] = [];

  function takeAllThatCame(first: WriterCommand[]): void {
    waiting.push(...first);
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
      waiting.push(...(next.message as WriterCommand[]));
    }
  }

  // The readers close after the writer and cannot do it: left to them, the file alone would lack its newest entries.
  function emptyWal(): void {
    if (ledger.state === 'latched' || start.isReplicated) return;
    try {
      checkpointWal(database, 'TRUNCATE');
    } catch {
      // Nothing is lost: what is in the log is read from there at the next start.
    }
  }

  function restartWal(): void {
    if (ledger.state !== 'ok') return;
    try {
      walRestart?.afterGroup(performance.now());
    } catch {
      // Nothing is lost: the pages stay where they are read from, and the next group tells of a disk that takes no more.
    }
  }

  port.on('message', (commands: WriterCommand[]) => {
    takeAllThatCame(commands);
    while (waiting.length > 0) {
      const group = waiting.slice(0, LARGEST_GROUP);
      waiting = waiting.slice(LARGEST_GROUP);
      port.postMessage(ledger.run(group));
      restartWal();
      if (group.some(({ task }) => task.kind === 'close')) {
        emptyWal();
        database.close();
        port.close();
        return;
      }
      takeAllThatCame([]);
    }
  });

  port.postMessage('ready');
}
