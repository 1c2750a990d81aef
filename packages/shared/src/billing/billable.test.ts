import { describe, expect, it } from 'vitest';
import {
  type BillableOrder,
  type BillableRule,
  billableRuleSchema,
  billingEvent,
  checkRules,
  DEFAULT_BILLABLE_RULE,
  ruleFor,
} from './billable.ts';
import { createCalendar } from './periods.ts';

const calendar = createCalendar('Europe/Zurich');
const order: BillableOrder = {
  issuer: 'IDENTITY.TM',
  method: 'video',
  status: 'terminated',
  verifyStatus: 'valid',
  createdAt: Date.parse('2026-03-10T10:00:00Z'),
  identifiedAt: Date.parse('2026-03-10T11:00:00Z'),
  terminatedAt: Date.parse('2026-03-10T12:00:00Z'),
  verifiedAt: Date.parse('2026-03-10T13:00:00Z'),
  failedAt: null,
};
const rule = (over: Partial<BillableRule>): BillableRule => ({ ...DEFAULT_BILLABLE_RULE, ...over });

describe('the moment an order becomes billable', () => {
  it.each([
    ['placed', order.createdAt],
    ['identification_done', order.identifiedAt],
    ['terminated', order.terminatedAt],
    ['verified', order.verifiedAt],
  ] as const)('rule %s', (event, at) => {
    expect(billingEvent(order, [rule({ event })], calendar)).toEqual({ billable: true, at, because: event });
  });

  it('is not yet, while the event has not come', () => {
    const waiting: BillableOrder = {
      ...order,
      status: 'initialized',
      verifyStatus: 'not_due',
      identifiedAt: null,
      terminatedAt: null,
      verifiedAt: null,
    };
    for (const event of ['identification_done', 'terminated', 'verified'] as const) {
      expect(billingEvent(waiting, [rule({ event })], calendar).because).toBe('not_reached');
    }
  });

  it('counts terms not accepted as terminated, not as verified', () => {
    const terms: BillableOrder = { ...order, verifyStatus: 'terms_not_accepted', verifiedAt: null };
    expect(billingEvent(terms, [rule({ event: 'terminated' })], calendar).billable).toBe(true);
    expect(billingEvent(terms, [rule({ event: 'verified' })], calendar).billable).toBe(false);
  });

  it('keeps a verified order billable after its evidence expired', () => {
    const expired: BillableOrder = { ...order, verifyStatus: 'expired' };
    expect(billingEvent(expired, [rule({ event: 'verified' })], calendar).at).toBe(order.verifiedAt);
  });

  it('bills failed attempts only where the rule says so, once', () => {
    const failed: BillableOrder = {
      ...order,
      status: 'error',
      verifyStatus: 'not_due',
      identifiedAt: null,
      terminatedAt: null,
      verifiedAt: null,
      failedAt: Date.parse('2026-04-01T10:00:00Z'),
    };
    expect(billingEvent(failed, [rule({})], calendar).because).toBe('failed');
    expect(billingEvent(failed, [rule({ event: 'placed' })], calendar).billable).toBe(false);
    expect(billingEvent(failed, [rule({ failedBillable: true })], calendar)).toEqual({
      billable: true,
      at: failed.failedAt,
      because: 'failed',
    });
    expect(billingEvent(failed, [rule({ event: 'placed', failedBillable: true })], calendar)).toEqual({
      billable: true,
      at: failed.createdAt,
      because: 'placed',
    });
  });

  it('stays billable when it was cancelled after the event', () => {
    const cancelled: BillableOrder = { ...order, status: 'cancelled', terminatedAt: null, verifiedAt: null };
    expect(billingEvent(cancelled, [rule({ event: 'identification_done' })], calendar).billable).toBe(true);
    expect(billingEvent(cancelled, [rule({ event: 'terminated' })], calendar).billable).toBe(false);
  });
});

describe('which rule holds', () => {
  it('is the one of the day of placing, in the billing time zone', () => {
    const rules = [
      rule({ event: 'placed', validTo: '2026-04-01' }),
      rule({ event: 'verified', validFrom: '2026-04-01' }),
    ];
    const video = { issuer: 'IDENTITY.TM', method: 'video' };
    expect(ruleFor(rules, video, '2026-03-31').event).toBe('placed');
    expect(ruleFor(rules, video, '2026-04-01').event).toBe('verified');
    const late = { ...order, createdAt: Date.parse('2026-03-31T22:30:00Z') };
    expect(billingEvent(late, rules, calendar).because).toBe('verified');
  });

  it('is the closest to the method', () => {
    const rules = [
      rule({ event: 'placed' }),
      rule({ event: 'verified', method: 'video' }),
      rule({ event: 'identification_done', method: 'video', issuer: 'IDENTITY.TM' }),
    ];
    expect(ruleFor(rules, { issuer: 'Klarna', method: 'bank' }, '2026-03-10').event).toBe('placed');
    expect(ruleFor(rules, { issuer: 'other', method: 'video' }, '2026-03-10').event).toBe('verified');
    expect(ruleFor(rules, order, '2026-03-10').event).toBe('identification_done');
  });

  it('is the default where none does', () => {
    expect(ruleFor([], order, '2026-03-10')).toBe(DEFAULT_BILLABLE_RULE);
  });
});

describe('a list of rules', () => {
  it('may not overlap within a method', () => {
    const [problem] = checkRules([rule({ validTo: '2026-05-01' }), rule({ validFrom: '2026-04-01' })]);
    expect(problem).toMatchObject({ kind: 'overlap', entries: [0, 1] });
    expect(problem?.message).toContain('2026-04-01');
  });

  it('may not leave a hole within a method, but may differ between methods', () => {
    const gap = checkRules([rule({ validTo: '2026-02-01' }), rule({ validFrom: '2026-04-01' })]);
    expect(gap.map((each) => each.kind)).toEqual(['gap']);
    expect(checkRules([rule({}), rule({ method: 'video' }), rule({ method: 'bank' })])).toEqual([]);
  });

  it('refuses an end that is not after the beginning, and days that do not exist', () => {
    expect(checkRules([rule({ validFrom: '2026-04-01', validTo: '2026-04-01' })])[0]?.kind).toBe('empty');
    const parsed = billableRuleSchema.safeParse({ validFrom: '2026-02-30', event: 'placed' });
    expect(parsed.success).toBe(false);
    expect(billableRuleSchema.parse({ validFrom: '2026-02-28', event: 'placed' })).toMatchObject({
      issuer: null,
      validTo: null,
      failedBillable: false,
    });
  });
});
