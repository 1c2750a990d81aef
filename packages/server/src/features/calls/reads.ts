import { readSorted } from './find-calls.ts';

/** What the read thread can read of calls. */
export const callReads = { 'calls.sorted': readSorted };

type CallReads = typeof callReads;

declare module '../../platform/threads/reads.ts' {
  interface Reads extends CallReads {}
}
