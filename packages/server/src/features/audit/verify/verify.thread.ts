import { parentPort, workerData } from 'node:worker_threads';
import { readVerifierKey } from './open-checkpoint-note.ts';
import type { VerifyTask } from './verify-apart.ts';
import { verifyDatabase } from './verify-database.ts';

const { publicKey, ...task } = workerData as VerifyTask & { threads: number };
const onProgress = (done: number, total: number) => parentPort?.postMessage({ done, total });
verifyDatabase({ ...task, key: readVerifierKey(publicKey), onProgress }).then((verification) =>
  parentPort?.postMessage({ verification }),
);
