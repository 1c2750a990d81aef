import type { MessagePort } from 'node:worker_threads';
import { openReader, type Reader } from '../db/reader.ts';
import type { ReadAsked, ReadMap, ReadTold } from './reads.ts';
import { toldError } from './told-error.ts';

/**
 * Carries out what is asked through `port`, one after another, until it is told that there is no more for now. Between two reads
 * nothing that was read is kept of the file, and nothing of it is held.
 */
export function runReads(reads: ReadMap, port: MessagePort, databasePath: string): void {
  let reader: Reader | null = null;
  let before = Promise.resolve();
  const carryOut = async ({ id, name, args }: ReadAsked): Promise<ReadTold> => {
    const read = reads[name];
    if (read === undefined) return { id, error: toldError(`there is no read ${name}`) };
    try {
      reader ??= openReader(databasePath);
      return { id, result: await read(reader, args as never) };
    } catch (error) {
      return { id, error: toldError(error) };
    } finally {
      reader?.release();
    }
  };
  const end = (): void => {
    reader?.close();
    port.close();
  };
  port.on('message', (asked: ReadAsked | null) => {
    before = before.then(async () => (asked === null ? end() : port.postMessage(await carryOut(asked))));
  });
}
