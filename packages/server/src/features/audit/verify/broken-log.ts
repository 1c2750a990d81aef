import type { Finding } from './finding.ts';

/** Ends a check of a log at the first thing that is wrong. */
export class BrokenLog extends Error {
  override readonly name = 'BrokenLog';
  constructor(readonly finding: Finding) {
    super(finding.detail);
  }
}

/** @throws BrokenLog when there is a finding */
export function insist(finding: Finding | null): void {
  if (finding !== null) throw new BrokenLog(finding);
}
