import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { orderReads } from '../features/orders/reads.ts';
import { runReads } from '../platform/threads/run-reads.ts';

const { databasePath } = workerData as { databasePath: string };

runReads(new Map(Object.entries(orderReads)), parentPort as MessagePort, databasePath);
