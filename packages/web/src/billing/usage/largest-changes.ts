import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';

interface UsageChange {
  externalId: string | null;
  before: number;
  now: number;
}

/** Customers whose usage moved from the month before to `period`, the largest move in orders first. */
export function largestChanges(rows: readonly UsageRow[], period: string): UsageChange[] {
  const changes = new Map<string | null, UsageChange>();
  for (const { externalId, period: month, placed } of rows) {
    const known = changes.get(externalId) ?? { externalId, before: 0, now: 0 };
    changes.set(
      externalId,
      month === period ? { ...known, now: known.now + placed } : { ...known, before: known.before + placed },
    );
  }
  const size = ({ before, now }: UsageChange) => Math.abs(now - before);
  return [...changes.values()].filter((each) => size(each) > 0).sort((a, b) => size(b) - size(a));
}
