import type { Worker } from 'node:worker_threads';
import { startWorker } from '../../../platform/threads/start-worker.ts';
import { LogFile } from '../log/log-file.ts';
import { type BlockReport, type BlockTask, checkBlock } from './check-block.ts';

/** Checks blocks somewhere: here, or spread over threads. */
export interface BlockChecker {
  /** How many blocks may be asked for before the first answer is awaited. */
  readonly width: number;
  check(task: BlockTask): Promise<BlockReport>;
  close(): void;
}

/** Checks in the calling thread: for short logs, where a thread's start would take longer than the work. */
export function inlineChecker(path: string): BlockChecker {
  const log = new LogFile(path);
  return {
    width: 1,
    check: (task) => Promise.resolve(checkBlock(log, task)),
    close: () => log.close(),
  };
}

type Waiting = { resolve: (report: BlockReport) => void; reject: (error: Error) => void };

/** Checks in `threads` threads, each with a reading connection of its own. */
export function threadedChecker(path: string, threads: number): BlockChecker {
  const workers = Array.from({ length: threads }, () => oneThread(path));
  let turn = 0;
  return {
    width: threads * 2,
    check(task) {
      const worker = workers[turn++ % workers.length];
      if (worker === undefined) return Promise.reject(new Error('no thread to check with'));
      return worker.check(task);
    },
    close() {
      for (const worker of workers) worker.close();
    },
  };
}

function oneThread(path: string): { check(task: BlockTask): Promise<BlockReport>; close(): void } {
  const worker: Worker = startWorker('check-block', import.meta.url, { path });
  const waiting: Waiting[] = [];
  let failure: Error | null = null;
  const fail = (error: Error): void => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('message', (report: BlockReport) => waiting.shift()?.resolve(report));
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('a checking thread ended')));
  return {
    check: (task) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure);
        waiting.push({ resolve, reject });
        worker.postMessage(task);
      }),
    close: () => void worker.terminate(),
  };
}
