import { parentPort, workerData } from 'node:worker_threads';
import { bookAllOrders } from '../../src/features/billing/usage/rebuild.ts';
import { learnChanges } from '../../src/features/orders/poll/learn-changes.ts';
import { markSuperseded } from '../../src/features/orders/supersede.ts';
import { BulkLoad } from '../../src/platform/ledger/bulk-load.ts';
import type { RowBatch } from './row-batches.ts';
import type { LoadStart, ReplayMessage, Stored } from './seed-protocol.ts';
import { insertCalls, insertHistory, pendingWithSiblings, prepareTerms, settleRows } from './seed-rows.ts';
import { OrderWriter } from './write-order.ts';

const { path, keys, billingTimeZone, until, nothingDue, from } = workerData as LoadStart;
const load = new BulkLoad(path, keys);
const writer = new OrderWriter(load.tx, until, nothingDue);
prepareTerms(load.tx);

function store({ entries, rows }: RowBatch): void {
  load.link(entries);
  load.addSubjects(rows.subjects);
  insertCalls(load.tx, rows.calls);
  insertHistory(load.tx, rows.history);
  for (const order of rows.orders) writer.write(order);
  const answer: Stored = 'stored';
  from.postMessage(answer);
}

/** What the running desk derives from rows, when all of them are in. */
function settle(): void {
  load.at(until);
  settleRows(load.tx);
  load.complete();
  for (const refId of pendingWithSiblings(load.tx)) markSuperseded(load.tx, refId);
  learnChanges['order.learn_durations'](load.tx, null);
  bookAllOrders(load.tx, billingTimeZone);
}

from.on('message', (message: ReplayMessage) => {
  try {
    if (message.kind === 'rows') {
      store(message.batch);
      return;
    }
    settle();
    parentPort?.postMessage(load.finish(until));
    from.close();
  } catch (error) {
    load.abandon();
    throw error;
  }
});
