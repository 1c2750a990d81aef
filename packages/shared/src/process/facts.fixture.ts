import fc from 'fast-check';
import { METHOD_KEYS } from '../method/sheet.ts';
import { ORDER_STATUSES, VERIFY_STATUSES } from '../order/status.ts';
import { QUESTIONS } from './questions.ts';
import type { TriageFacts } from './triage-facts.ts';

/** When the orders of {@link factsWith} were placed. */
export const FACTS_AT = Date.parse('2026-03-02T12:00:00.000Z');

const HOUR = 3_600_000;

/** An order by video that the user has not begun, with what is given of it. */
export function factsWith(given: Partial<TriageFacts> = {}): TriageFacts {
  return {
    status: 'initialized',
    wireStatus: 'INITIALIZED',
    statusReason: null,
    statusChangedAt: FACTS_AT,
    statusChangedAtKnown: true,
    createdAt: FACTS_AT,
    createdAtKnown: true,
    methodKey: 'video_identity_tm',
    targetUrl: 'https://idp.example/t/1',
    verifyStatus: 'not_due',
    verifiedAt: null,
    evidenceId: null,
    evidenceValidUntil: null,
    evidenceIsEarlier: false,
    startedAt: null,
    goneAt: null,
    regressedAt: null,
    firstUnknownAt: null,
    erasedAt: null,
    supersededBy: null,
    surnameSent: null,
    otherEvidence: null,
    lastCallFailed: null,
    answers: {},
    usualSeconds: null,
    ...given,
  };
}

/** As often absent as not: an order of which one thing alone is told is the usual one. */
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 1 });

/** Any answers, valid or not. */
function anyAnswers(): fc.Arbitrary<Record<string, string>> {
  return fc.dictionary(
    fc.constantFrom(...Object.keys(QUESTIONS)),
    fc.constantFrom(...new Set(Object.values(QUESTIONS).flat() as string[])),
  );
}

/** Any order, possible or not. */
export function anyFacts(): fc.Arbitrary<TriageFacts> {
  const instant = fc.integer({ min: FACTS_AT - 3 * HOUR, max: FACTS_AT + 3 * HOUR });
  return fc.record({
    status: fc.constantFrom(...ORDER_STATUSES),
    wireStatus: fc.constant('X'),
    statusReason: maybe(fc.constantFrom('', 'import failed', 'connection lost', 'blurred', 'timeout')),
    statusChangedAt: instant,
    statusChangedAtKnown: fc.boolean(),
    createdAt: instant,
    createdAtKnown: fc.boolean(),
    methodKey: maybe(fc.constantFrom(...METHOD_KEYS)),
    targetUrl: maybe(fc.constant('https://idp.example/t/1')),
    verifyStatus: fc.constantFrom(...VERIFY_STATUSES),
    verifiedAt: maybe(instant),
    evidenceId: maybe(fc.constant('RAS1')),
    evidenceValidUntil: maybe(instant),
    evidenceIsEarlier: fc.boolean(),
    startedAt: maybe(instant),
    goneAt: maybe(instant),
    regressedAt: maybe(instant),
    firstUnknownAt: maybe(instant),
    erasedAt: maybe(instant),
    supersededBy: maybe(fc.constant('r2')),
    surnameSent: maybe(fc.boolean()),
    otherEvidence: maybe(fc.record({ refId: fc.constant('r3'), validUntil: maybe(instant) })),
    lastCallFailed: maybe(fc.record({ at: instant, othersFail: fc.boolean() })),
    answers: anyAnswers(),
    usualSeconds: maybe(fc.integer({ min: 1, max: 100_000 })),
  });
}
