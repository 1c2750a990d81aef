import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { TAKEN_FIELDS } from '@srs-desk/shared/order/fields.ts';
import type { VerifyAnswer } from '../../src/features/orders/poll/apply-verify.ts';
import type { OrderFacts } from '../../src/platform/srs/mapper.ts';
import type { SeedScenario } from './draw-scenario.ts';

/** Where the seeded calls went. */
export const SEED_SRS = 'https://srs.seed.example';
export const SEED_RAS = 'https://ras.seed.example';

/** Has every field of an answer: one that is put together name by name takes a hundred times as long. */
const NOTHING_SAID = {
  ...recordOf(TAKEN_FIELDS, () => null),
  refId: '',
  status: 'created',
  statuses: [],
  isHistory: true,
  unreadFields: [],
  unknownFields: [],
} as const;

/** The address of the order's status. */
export function statusUrl({ refId }: SeedScenario): string {
  return `${SEED_SRS}/api/identifications/${refId}`;
}

/** The person as a placing call gives it. */
export function wirePerson({ person }: SeedScenario) {
  const { firstName, lastName, msisdn, birthDate, country, language } = person;
  return { firstName, lastName, mobile: msisdn, dob: birthDate, country, language };
}

/** What SRS would have answered at that time. */
export function factsAt(scenario: SeedScenario, at: number): OrderFacts {
  const statuses = scenario.steps.filter((step) => (step.at ?? 0) <= at);
  const last = statuses.at(-1) ?? {
    status: 'created' as const,
    wireStatus: 'CREATED',
    at: scenario.createdAt,
  };
  return {
    ...NOTHING_SAID,
    refId: scenario.refId,
    orderId: scenario.orderId,
    externalId: scenario.externalId,
    issuer: scenario.issuer,
    method: scenario.method,
    status: last.status,
    wireStatus: last.wireStatus,
    reason: last.status === 'error' ? scenario.reason : null,
    statuses,
    targetUrl: scenario.targetUrl,
    ...scenario.person,
    isHistory: true,
    unreadFields: [],
    unknownFields: [],
  };
}

/** What a verify call would have found out at that time. */
export function answerAt(scenario: SeedScenario, at: number): VerifyAnswer {
  if (scenario.validAt !== null && at >= scenario.validAt)
    return { kind: 'valid', evidenceId: scenario.evidenceId };
  return { kind: scenario.evidenceId.charCodeAt(3) % 3 === 0 ? 'no_evidence' : 'terms_not_accepted' };
}

/** The same as it came over the wire. */
export function wireAnswer(answer: VerifyAnswer): [status: number, body: string] {
  if (answer.kind === 'valid') return [200, JSON.stringify({ evidenceId: answer.evidenceId })];
  return answer.kind === 'no_evidence'
    ? [404, '{"code":"EVIDENCE_NOT_FOUND"}']
    : [403, '{"code":"TERMS_NOT_ACCEPTED"}'];
}
