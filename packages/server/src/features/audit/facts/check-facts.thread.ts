import { parentPort, workerData } from 'node:worker_threads';
import { checkFacts } from './check-facts.ts';

const { path, now } = workerData as { path: string; now: number };
checkFacts({ path, now }).then((report) => parentPort?.postMessage(report));
