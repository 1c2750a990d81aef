import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { retentionReads } from '../features/audit/log/past-retention.ts';
import { pruneReads } from '../features/audit/log/prune-cuts.ts';
import { logReads } from '../features/audit/log/reads.ts';
import { invoiceReads } from '../features/billing/invoices/reads.ts';
import { billingReads } from '../features/billing/reads.ts';
import { callReads } from '../features/calls/reads.ts';
import { cancellationReads } from '../features/cancellations/reads.ts';
import { orderReads } from '../features/orders/reads.ts';
import { queueReads } from '../features/support/queue/read-queue.ts';
import { runReads } from '../platform/threads/run-reads.ts';

const { databasePath } = workerData as { databasePath: string };

runReads(
  {
    ...billingReads,
    ...callReads,
    ...cancellationReads,
    ...invoiceReads,
    ...logReads,
    ...orderReads,
    ...pruneReads,
    ...queueReads,
    ...retentionReads,
  },
  parentPort as MessagePort,
  databasePath,
);
