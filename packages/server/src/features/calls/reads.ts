import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { readSorted } from './find-calls.ts';
import { lookThrough } from './look-through.ts';

/** What the read thread can read of calls. */
export const callReads = {
  'calls.sorted': readSorted,
  /** What no index leads to, looked for so long (ms). */
  'calls.looked': (reader: Reader, { query, longestMs }: { query: ListQuery; longestMs: number }) => {
    const until = performance.now() + longestMs;
    return lookThrough(reader, query, () => performance.now() >= until);
  },
};

type CallReads = typeof callReads;

declare module '../../platform/threads/reads.ts' {
  interface Reads extends CallReads {}
}
