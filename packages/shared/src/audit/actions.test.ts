import { describe, expect, it } from 'vitest';
import { ACTION_PATTERN, ACTIONS, allActions, isAuditAction, KINDS, kindOf, nounOf } from './actions.ts';

describe('actions', () => {
  it('are all well-formed, fit the entry format and have a kind', () => {
    for (const action of allActions()) {
      expect(action).toMatch(ACTION_PATTERN);
      expect(action.length).toBeLessThanOrEqual(64);
      expect(KINDS).toContain(kindOf(action));
    }
  });

  it('tell known from unknown, also for names that objects inherit', () => {
    expect(isAuditAction('order.place')).toBe(true);
    expect(isAuditAction('order.plaice')).toBe(false);
    expect(isAuditAction('constructor')).toBe(false);
    expect(nounOf('billing.price.create')).toBe('billing');
  });

  it('count calls as calls and nothing else', () => {
    expect(allActions().filter((action) => ACTIONS[action] === 'call')).toEqual([
      'call.intent',
      'call.outcome',
    ]);
  });
});
