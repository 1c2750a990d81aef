import { evidencesOf, verifyPerson } from './evidence.ts';
import { type Answer, json, problem } from './problem.ts';
import type { Simulation } from './simulation.ts';
import { fieldErrors, lookupSchema, namesOf, verifySchema } from './wire-schemas.ts';

const NOT_FOUND = 'There is no valid evidence for this person, jurisdiction and level.';

/** `POST /api/evidences/verify`: may this person sign? */
export function verifyEvidence(simulation: Simulation, body: unknown, contentType: string): Answer {
  const parsed = verifySchema.safeParse(body);
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error);
    return problem(400, 'VALIDATION_FAILED', 'The verify call cannot be read.', { errors });
  }
  const { jurisdiction, msisdn, assuranceLevel: loa, distinguishedName } = parsed.data;
  simulation.arrive();
  const person = simulation.book.people.find(msisdn);
  const query = { jurisdiction, loa, ...namesOf(distinguishedName) };
  const result = verifyPerson(person, query, simulation.clock.now());
  switch (result.code) {
    case 'OK':
      return json(200, { evidenceId: result.evidenceId }, contentType);
    case 'TERMS_NOT_ACCEPTED':
      return problem(403, result.code, 'The user has not accepted the terms and conditions.');
    case 'EVIDENCE_NOT_FOUND':
      return problem(404, result.code, NOT_FOUND);
  }
}

/** `POST /api/evidences/lookup`: the valid evidences behind a mobile number, newest first. */
export function lookUpEvidence(simulation: Simulation, body: unknown, contentType: string): Answer {
  const parsed = lookupSchema.safeParse(body);
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error);
    return problem(400, 'VALIDATION_FAILED', 'The look-up cannot be read.', { errors });
  }
  simulation.arrive();
  const person = simulation.book.people.find(parsed.data.msisdn);
  const found = person === undefined ? [] : evidencesOf(person, simulation.clock.now());
  if (found.length === 0) return problem(404, 'EVIDENCE_NOT_FOUND', NOT_FOUND);
  const evidences = found.map(({ id, provider, issuedAt, validUntil, termsAccepted }) => ({
    evidenceId: id,
    issuer: provider.issuer,
    method: provider.method,
    jurisdictions: provider.jurisdictions,
    assuranceLevels: provider.loa.map(String),
    issuedAt: new Date(issuedAt).toISOString(),
    validUntil: new Date(validUntil).toISOString(),
    termsAccepted,
  }));
  return json(200, { msisdn: person?.msisdn, evidences }, contentType);
}
