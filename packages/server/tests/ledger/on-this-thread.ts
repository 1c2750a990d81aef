import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { WRITER_COMMANDS } from '../../src/app/commands.ts';
import { openLedger, type StartLedger, type WriterThread } from '../../src/platform/ledger/ledger.ts';
import { runWriter } from '../../src/platform/ledger/run-writer.ts';
import type { WriterStart } from '../../src/platform/ledger/writer-protocol.ts';

/** The writer as it is, messages and all, but on the thread of the test. */
function startWriter(start: WriterStart): WriterThread {
  const { port1: ours, port2: its } = new MessageChannel();
  const events = new EventEmitter();
  ours.on('message', (report) => events.emit('message', report));
  ours.on('close', () => events.emit('exit', 0));
  setImmediate(() => {
    try {
      runWriter(WRITER_COMMANDS, its, start);
    } catch (error) {
      events.emit('error', error);
      its.close();
    }
  });
  const postMessage: WriterThread['postMessage'] = (commands) => ours.postMessage(commands);
  return Object.assign(events, { postMessage });
}

/**
 * Opens a ledger without a thread of its own: to load one takes as long as some ten tests. Those of the ledger itself, of the
 * sync and its faults, kills, and the browser have the thread as delivered.
 */
export const ledgerOnThisThread: StartLedger = (options) => openLedger({ ...options, startWriter });
