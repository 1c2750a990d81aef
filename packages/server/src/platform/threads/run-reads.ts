import type { MessagePort } from 'node:worker_threads';
import { openReader, type Reader } from '../db/reader.ts';
import type { ReadAsked, ReadTold } from './reads.ts';

/** The functions of `Reads` by their names, as who knows the features gives them (`app/read.thread.ts`). */
type ReadMap = ReadonlyMap<string, (reader: Reader, args: never) => unknown>;

/**
 * Carries out what is asked through `port`, one after another. The database is opened for each read: a file that is put in its
 * place, or rewritten, is then never held.
 */
export function runReads(reads: ReadMap, port: MessagePort, databasePath: string): void {
  port.on('message', (asked: ReadAsked) => port.postMessage(told(reads, databasePath, asked)));
}

function told(reads: ReadMap, databasePath: string, { id, name, args }: ReadAsked): ReadTold {
  const read = reads.get(name);
  if (read === undefined) return { id, error: `there is no read ${name}` };
  const reader = openReader(databasePath);
  try {
    return { id, result: read(reader, args as never) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  } finally {
    reader.close();
  }
}
