import type { OrderFacts } from '../../../src/platform/srs/mapper.ts';
import type { VerifyAnswer } from '../../../src/features/orders/poll/apply-verify.ts';
import type { SeedStory } from './draw-story.ts';

/** Where the seeded calls went. */
export const SEED_SRS = 'https://srs.seed.example';
export const SEED_RAS = 'https://ras.seed.example';

/** The address of the order's status. */
export function statusUrl({ refId }: SeedStory): string {
  return `${SEED_SRS}/api/identifications/${refId}`;
}

/** The person as a placing call gives it. */
export function wirePerson({ person }: SeedStory) {
  const { firstName, lastName, msisdn, birthDate, country, language } = person;
  return { firstName, lastName, mobile: msisdn, dob: birthDate, country, language };
}

/** What SRS would have answered at that time. */
export function factsAt(story: SeedStory, at: number): OrderFacts {
  const statuses = story.steps.filter((step) => (step.at ?? 0) <= at);
  const last = statuses.at(-1) ?? { status: 'created' as const, wireStatus: 'CREATED', at: story.createdAt };
  return {
    refId: story.refId,
    orderId: story.orderId,
    externalId: story.externalId,
    issuer: story.issuer,
    method: story.method,
    status: last.status,
    wireStatus: last.wireStatus,
    reason: last.status === 'error' ? story.reason : null,
    statuses,
    targetUrl: story.targetUrl,
    email: null,
    ...story.person,
    unknownFields: [],
  };
}

/** What a verify call would have found out at that time. */
export function answerAt(story: SeedStory, at: number): VerifyAnswer {
  if (story.validAt !== null && at >= story.validAt) return { kind: 'valid', evidenceId: story.evidenceId };
  return { kind: story.evidenceId.charCodeAt(3) % 3 === 0 ? 'no_evidence' : 'terms_not_accepted' };
}

/** The same as it came over the wire. */
export function wireAnswer(answer: VerifyAnswer): [status: number, body: string] {
  if (answer.kind === 'valid') return [200, JSON.stringify({ evidenceId: answer.evidenceId })];
  return answer.kind === 'no_evidence'
    ? [404, '{"code":"EVIDENCE_NOT_FOUND"}']
    : [403, '{"code":"TERMS_NOT_ACCEPTED"}'];
}
