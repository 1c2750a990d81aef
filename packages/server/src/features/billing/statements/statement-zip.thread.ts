import { closeSync, openSync, writeSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { Zip, ZipPassThrough } from 'fflate';
import { distinctNames } from '../../../platform/tables/made-file.ts';
import { type PrintedStatement, statementFile } from './statement-file.ts';
import type { ZipAnswer, ZipOrder, ZipWork } from './zip-work.ts';

const FORMATS = ['pdf', 'xlsx'] as const;

const { path, mtime } = workerData as ZipWork;
const file = openSync(path, 'w', 0o600);
const nameOf = distinctNames();
let bytes = 0;
const zip = new Zip((error, chunk) => {
  if (error) throw error;
  bytes += chunk.length;
  for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
});

async function carryOut(order: ZipOrder): Promise<void> {
  if (order.kind === 'end') {
    zip.end();
    closeSync(file);
    return;
  }
  const printed = deserialize(order.printed) as PrintedStatement;
  for (const format of FORMATS) {
    const { name, content } = await statementFile(printed, format, order.language);
    // Both are compressed in themselves.
    const entry = new ZipPassThrough(nameOf(name));
    entry.mtime = new Date(mtime);
    zip.add(entry);
    entry.push(new Uint8Array(Buffer.from(content)), true);
  }
}

let before = Promise.resolve();
parentPort?.on('message', (order: ZipOrder) => {
  before = before.then(async () => {
    await carryOut(order);
    parentPort?.postMessage({ bytes } satisfies ZipAnswer);
  });
});
