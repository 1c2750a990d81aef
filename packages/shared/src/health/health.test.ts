import { describe, expect, it } from 'vitest';
import { CALL_OPERATIONS } from '../call/fields.ts';
import { LANGUAGES } from '../words/language.ts';
import { catchUpMs, type HealthFacts, healthOf } from './health.ts';
import { type OperationFacts, TROUBLE_CODES, troubleOf } from './trouble.ts';
import { troubleText } from './trouble-text.ts';

const NOW = 1_700_000_000_000;
const WELL: HealthFacts = {
  ledger: 'ok',
  running: true,
  lagMs: 0,
  lastSuccessAt: NOW,
  outageSince: null,
  troubles: [],
  diskLow: false,
};
const FAILING: OperationFacts = {
  operation: 'cancel_order',
  failing: { calls: 12, since: NOW - 60_000, lastAt: NOW - 1_000, code: 'http_error', status: 500 },
  breaker: 'open',
  openUntil: NOW + 12_000,
  paused: null,
  waiting: true,
};

describe('the trouble of an operation', () => {
  it('is told with its beginning and the next try', () => {
    expect(troubleOf(FAILING, NOW)).toEqual({
      operation: 'cancel_order',
      code: 'http_error',
      status: 500,
      since: NOW - 60_000,
      nextTryAt: NOW + 12_000,
    });
  });

  it('promises no try that nobody waits for, that is past, or while calls still go', () => {
    for (const facts of [
      { ...FAILING, waiting: false },
      { ...FAILING, openUntil: NOW - 1 },
      { ...FAILING, breaker: 'closed' as const, openUntil: null },
    ])
      expect(troubleOf(facts, NOW)).toMatchObject({ code: 'http_error', nextTryAt: null });
  });

  it('is none for two failures, for none, and for what nobody has tried for long', () => {
    const failing = { calls: 2, since: NOW, lastAt: NOW, code: 'timeout', status: null } as const;
    expect(troubleOf({ ...FAILING, failing }, NOW)).toBeNull();
    expect(troubleOf({ ...FAILING, failing: null }, NOW)).toBeNull();
    expect(troubleOf({ ...FAILING, waiting: false }, NOW + 3_600_000)).toBeNull();
    expect(troubleOf(FAILING, NOW + 3_600_000)).not.toBeNull();
  });

  it('is a pause that SRS asks for, when it is long', () => {
    const paused = { since: NOW - 1_000, until: NOW + 29_000 };
    expect(troubleOf({ ...FAILING, failing: null, paused }, NOW)).toMatchObject({
      code: 'asked_to_wait',
      since: NOW - 1_000,
      nextTryAt: NOW + 29_000,
    });
    expect(
      troubleOf({ ...FAILING, failing: null, paused: { since: NOW, until: NOW + 900 } }, NOW),
    ).toBeNull();
  });

  it('is a sentence that names who is asked for what', () => {
    const failing = { operation: 'cancel_order', code: 'http_error', status: 500 } as const;
    expect(troubleText(failing, 'en')).toBe('SRS answers HTTP 500 to cancellations');
    expect(troubleText(failing, 'de')).toBe('SRS beantwortet Stornierungen mit HTTP 500');
    for (const language of LANGUAGES)
      for (const operation of CALL_OPERATIONS)
        for (const code of TROUBLE_CODES)
          expect(troubleText({ operation, code, status: 502 }, language)).toMatch(/^[^{}]+$/);
  });
});

describe('health', () => {
  const of = (facts: Partial<HealthFacts>) => healthOf({ ...WELL, ...facts }, 120_000);

  it('is good only when something was read and nothing is wrong', () => {
    expect(of({})).toEqual({ state: 'good', causes: [] });
    expect(of({ lastSuccessAt: null })).toEqual({ state: 'unread', causes: ['nothing_read'] });
  });

  it('is behind from more than the set lag on', () => {
    expect(of({ lagMs: 120_000 }).state).toBe('good');
    expect(of({ lagMs: 120_001 })).toEqual({ state: 'warn', causes: ['behind'] });
  });

  it('names all causes, the gravest first, and takes its state from that', () => {
    const trouble = troubleOf(FAILING, NOW);
    expect(
      of({ running: false, lastSuccessAt: null, outageSince: NOW, troubles: trouble ? [trouble] : [] }),
    ).toEqual({ state: 'bad', causes: ['stopped', 'denied', 'failing', 'nothing_read'] });
    for (const ledger of ['full', 'busy', 'latched'] as const)
      expect(of({ ledger })).toEqual({ state: 'bad', causes: [`ledger_${ledger}`] });
  });

  it('is caught up at the pace that is granted, and promises nothing while none is', () => {
    expect(catchUpMs(0, 0)).toBe(0);
    expect(catchUpMs(300, 5)).toBe(60_000);
    expect(catchUpMs(300, 0)).toBeNull();
  });
});
