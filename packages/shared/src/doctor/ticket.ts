import type { DoctorFinding, DoctorResult } from '../api/connection.ts';
import { fillIn } from '../process/fill-in.ts';
import { SUPPORT_TEAMS, type SupportTeam } from '../process/teams.ts';
import { ticketBody } from '../process/ticket-body.ts';
import { WORDS } from '../words/both.ts';
import type { Language } from '../words/language.ts';
import { adviceOn, CHECK_TEXTS, FINDING_TEXTS } from './checks.ts';

/** What was observed, in words. */
function sayObserved(language: Language, { code, params }: DoctorFinding): string {
  return fillIn(FINDING_TEXTS[code][language], params, String);
}

/** A finding in words, with what to do about it. */
export function sayFinding(language: Language, finding: DoctorFinding): string {
  const advice = adviceOn(finding.code)?.[language];
  const observed = sayObserved(language, finding);
  return advice === undefined ? observed : `${observed} ${advice}`;
}

/** What to do about a result, in one sentence; null when there is nothing to do. */
export function sayTurn(language: Language, team: SupportTeam | null): string | null {
  if (team === null || !SUPPORT_TEAMS.includes(team)) return null;
  const name = WORDS[language].team[team];
  if (team === 'service_provider_support')
    return language === 'de'
      ? `Zuerst ist Ihre eigene Technik gefragt (${name}).`
      : `Your own technicians first (${name}).`;
  return language === 'de'
    ? `Wenden Sie sich an: ${name}, mit der PRO-Nr und den Angaben unten.`
    : `Contact: ${name}, naming your PRO-Nr and the data below.`;
}

const TICKET_WORDS = {
  en: {
    subject: 'SRS: {check} fails',
    missing: '[to be filled in]',
    seen: 'Observed',
    method: 'Identification method: none concerned (step 1: authentication and requests to SRS)',
  },
  de: {
    subject: 'SRS: {check} schlägt fehl',
    missing: '[bitte ergänzen]',
    seen: 'Beobachtet',
    method: 'Identifikationsmethode: keine betroffen (Schritt 1: Anmeldung und Anfragen an SRS)',
  },
} as const;

/** The ticket for the Swisscom Service Desk about a failed check (guide §6.2, step 1), ready to send: what was observed alone. */
export function doctorTicket(
  language: Language,
  result: DoctorResult,
  proNumber: string | null,
): { subject: string; body: string } {
  const words = TICKET_WORDS[language];
  const { name } = CHECK_TEXTS[result.check];
  const subject = fillIn(words.subject, { check: name[language] }, String);
  const { ticketField } = WORDS[language];
  const body = ticketBody([
    { name: ticketField.proNumber, value: proNumber ?? words.missing },
    { name: ticketField.problem, value: subject },
    ...result.findings.map((finding) => ({ name: words.seen, value: sayObserved(language, finding) })),
    { name: ticketField.time, value: `${result.at} (UTC)` },
    { name: 'x-correlation-id', value: result.correlationId },
    words.method,
  ]);
  return { subject, body };
}
