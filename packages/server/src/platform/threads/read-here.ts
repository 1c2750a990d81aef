import type { Reader } from '../db/reader.ts';
import type { ReadMap, SlowReads } from './reads.ts';

/** Carries reads out where it is called, for what is known to be quick. */
export function readHere(reads: ReadMap, reader: Reader): SlowReads {
  return {
    async run(name, args, gone) {
      gone?.throwIfAborted();
      const read = reads[name];
      if (read === undefined) throw new Error(`there is no read ${name}`);
      return (await read(reader, args as never)) as never;
    },
  };
}
