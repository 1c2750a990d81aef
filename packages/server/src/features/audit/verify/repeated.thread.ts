import { parentPort, workerData } from 'node:worker_threads';
import { repeatedAmong } from './uuid-watch.ts';

const { parts } = workerData as { parts: Float64Array[] };
parentPort?.postMessage(repeatedAmong(parts));
