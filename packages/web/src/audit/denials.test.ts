import { expect, it } from 'vitest';
import { deniedIn, LOOKED_AT } from './denials.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const at = (hoursAgo: number) => new Date(NOW - hoursAgo * 3_600_000).toISOString();

it('counts the last day, and counts sums out', () => {
  const entries = [
    { at: at(1), action: 'session.denied', detail: { reason: 'wrong_password' } },
    { at: at(2), action: 'access.denied_summary', detail: { count: 7 } },
    { at: at(3), action: 'access.denied', detail: {} },
    { at: at(25), action: 'session.denied', detail: {} },
  ];
  expect(deniedIn(entries, NOW)).toEqual({ logins: 1, denials: 8, more: false });
});

it('says when there may be more', () => {
  const entries = Array.from({ length: LOOKED_AT }, () => ({
    at: at(1),
    action: 'session.denied',
    detail: {},
  }));
  expect(deniedIn(entries, NOW)).toEqual({ logins: LOOKED_AT, denials: 0, more: true });
});
