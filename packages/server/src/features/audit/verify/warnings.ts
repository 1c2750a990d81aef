import { type CheckpointResult, timeRunsBack } from './finding.ts';
import type { LogHistory } from './log-history.ts';

/** What a check saw that does not break the proof but should be known. */
export function warningsOf(seen: {
  isSigned: boolean;
  /** Whether something outside the file, or a signature over its end, speaks against a cut end. */
  endIsHeld: boolean;
  back: { seq: number; byMs: number } | null;
  openCalls: number;
  history: LogHistory;
  given: readonly CheckpointResult[];
}): string[] {
  const { isSigned, endIsHeld, back, openCalls, history, given } = seen;
  const warnings: string[] = [];
  if (!isSigned) warnings.push('no public key given: signatures were not checked');
  if (!endIsHeld)
    warnings.push('no exported checkpoint given: a cut end or a wholly rewritten end cannot be seen');
  if (back !== null) warnings.push(timeRunsBack(back));
  if (openCalls > 0)
    warnings.push(`${openCalls} calls have an intent and no outcome (running, or cut off by a crash)`);
  warnings.push(...given.flatMap((result) => moreWasLost(result, history) ?? []));
  return warnings;
}

// The desk names what it knew of. Whoever restored to hide something did not name more than could be known.
function moreWasLost(
  { status, epoch, size, droppedFrom }: CheckpointResult,
  history: LogHistory,
): string | null {
  if (status !== 'lost') return null;
  const restore = history.restores.find((one) => one.checkpoint.size + 1 === droppedFrom);
  const known = restore?.lost?.epoch === epoch ? restore.lost.size : 0;
  if (restore === undefined || size <= known) return null;
  const named = known === 0 ? 'no checkpoint of what was lost' : `a checkpoint at ${known}`;
  return `the restore at entry ${droppedFrom} names ${named}, but epoch ${epoch} went on to ${size} at least: ask what happened in entries ${droppedFrom} … ${size} of it`;
}
