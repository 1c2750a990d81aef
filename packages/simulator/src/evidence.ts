import type { Provider } from './catalogue.ts';
import type { Order, Person, StatusKind } from './order.ts';
import { personName } from './spelling.ts';

/** An evidence as the RA database holds it; times in ms since epoch. */
interface Evidence {
  readonly id: string;
  readonly provider: Provider;
  readonly issuedAt: number;
  readonly validUntil: number;
  readonly termsAccepted: boolean;
}

/** What a verify call asks for. */
interface VerifyQuery {
  readonly jurisdiction: 'EIDAS' | 'ZERTES';
  readonly loa: number;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

type VerifyResult =
  | { code: 'OK'; evidenceId: string }
  | { code: 'EVIDENCE_NOT_FOUND' }
  | { code: 'TERMS_NOT_ACCEPTED' };

function yearsLater(at: number, years: number): number {
  const date = new Date(at);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.getTime();
}

/**
 * When an order's evidence reached the RA database, or null. That is with Terminated; the mocked provider
 * brings it with Data ready already, as the guide's end-to-end test has it (§4). An evidence stays, even
 * if the order's status is later set to something else.
 */
function evidenceSince(order: Order, now: number): number | null {
  const brings: readonly StatusKind[] =
    order.provider.flow === 'mock' ? ['data_ready', 'terminated'] : ['terminated'];
  for (const step of order.steps) {
    if (step.at > now) return null;
    if (brings.includes(step.kind)) return step.at;
  }
  return null;
}

/** The evidences a person has at `now` (ms) that are still valid, newest first. */
export function evidencesOf(person: Person, now: number): Evidence[] {
  const found: Evidence[] = [];
  const add = (id: string, provider: Provider, issuedAt: number, termsAcceptedAt: number): void => {
    const validUntil = yearsLater(issuedAt, provider.evidenceYears);
    if (issuedAt <= now && now < validUntil) {
      found.push({ id, provider, issuedAt, validUntil, termsAccepted: termsAcceptedAt <= now });
    }
  };
  for (const order of person.orders) {
    const since = evidenceSince(order, now);
    if (since !== null) add(order.evidenceId, order.provider, since, order.termsAcceptedAt);
  }
  for (const old of person.earlier) add(old.id, old.provider, old.issuedAt, old.termsAcceptedAt);
  return found.sort((a, b) => b.issuedAt - a.issuedAt);
}

function sameName(asked: string | undefined, known: string | undefined): boolean {
  if (asked === undefined || known === undefined) return true;
  return personName(asked) === personName(known);
}

/**
 * The RA service's answer to a verify call at `now` (ms): evidence for the person, jurisdiction and level;
 * then the terms. The newest evidence with accepted terms wins over a newer one without.
 */
export function verifyPerson(person: Person | undefined, query: VerifyQuery, now: number): VerifyResult {
  if (person === undefined) return { code: 'EVIDENCE_NOT_FOUND' };
  if (!sameName(query.lastName, person.lastName) || !sameName(query.firstName, person.firstName)) {
    return { code: 'EVIDENCE_NOT_FOUND' };
  }
  const fitting = evidencesOf(person, now).filter(
    ({ provider }) =>
      provider.jurisdictions.includes(query.jurisdiction) && Math.max(...provider.loa) >= query.loa,
  );
  const accepted = fitting.find((evidence) => evidence.termsAccepted);
  if (accepted !== undefined) return { code: 'OK', evidenceId: accepted.id };
  return { code: fitting.length > 0 ? 'TERMS_NOT_ACCEPTED' : 'EVIDENCE_NOT_FOUND' };
}
