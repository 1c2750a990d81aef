import { parentPort, workerData } from 'node:worker_threads';
import { checkFacts } from './check-facts.ts';

checkFacts({ path: (workerData as { path: string }).path }).then((report) => parentPort?.postMessage(report));
