import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { callReads } from '../features/calls/reads.ts';
import { orderReads } from '../features/orders/reads.ts';
import { runReads } from '../platform/threads/run-reads.ts';

const { databasePath } = workerData as { databasePath: string };

runReads(new Map(Object.entries({ ...callReads, ...orderReads })), parentPort as MessagePort, databasePath);
