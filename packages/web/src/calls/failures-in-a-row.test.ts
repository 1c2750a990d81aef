import { expect, it } from 'vitest';
import { failuresInARow } from './failures-in-a-row.ts';

it('counts failures in a row, and takes an answer that means something for none', () => {
  const failed = { outcome: 'timeout', answer: null } as const;
  const good = { outcome: 'ok', answer: null } as const;
  const none = { outcome: 'http_error', answer: 'no_evidence' } as const;
  expect([[], [good], [failed], [failed, good, failed], [failed, failed, none]].map(failuresInARow)).toEqual([
    0, 0, 1, 1, 2,
  ]);
});
