import { METHOD_CATALOGUE } from '@srs-desk/shared/method/catalogue.ts';
import { ORDER_STATUSES, VERIFY_STATUSES } from '@srs-desk/shared/order/status.ts';
import { PLAYBOOK } from '@srs-desk/shared/playbook/playbook.ts';
import { PROCESS_STEPS } from '@srs-desk/shared/process/steps.ts';
import { expect, it } from 'vitest';
import { fits, toldOfStatus, toldOfVerify } from './playbook-search.ts';

/** Whatever the page shows that fits the query, by a short name. */
function found(query: string): string[] {
  const pieces: [string, unknown][] = [
    ...PLAYBOOK.rules.map((rule, at): [string, unknown] => [`rule ${at + 1}`, rule]),
    ...PROCESS_STEPS.flatMap((step) =>
      step.issues.map((issue): [string, unknown] => [`issue ${issue.id}`, issue]),
    ),
    ...METHOD_CATALOGUE.map((sheet): [string, unknown] => [`method ${sheet.key}`, sheet]),
    ...ORDER_STATUSES.map((status): [string, unknown] => [`status ${status}`, toldOfStatus(status)]),
    ...VERIFY_STATUSES.map((status): [string, unknown] => [`verify ${status}`, toldOfVerify(status)]),
    ...PLAYBOOK.terms.map((term): [string, unknown] => [`term ${term.id}`, term]),
  ];
  return pieces.filter(([, piece]) => fits(piece, query)).map(([name]) => name);
}

it.each([
  ['Customer ID', 'term external_id'],
  ['negative identification', 'status error'],
  ['IDENTIFICATION_NEGATIVELY_CONDUCTED', 'status error'],
  ['suspected fraud', 'status error'],
  ['camera microphone', 'status error'],
  ['unsupported browser', 'method video_identity_tm'],
  ['nicht unterstützter browser', 'method video_identity_tm'],
  ['single point of contact', 'rule 1'],
  ['eskaliert', 'rule 2'],
  ['opentok', 'method video_identity_tm'],
  ['klarna bank', 'method bank_klarna'],
  ['SMS', 'issue terms_sms_missing'],
  ['ra-agent', 'issue officer_cannot_identify'],
  ['kein nachweis', 'verify no_evidence'],
])('%s is found at %s', (query, name) => {
  expect(found(query)).toContain(name);
});

it('finds words without regard to case and accents', () => {
  expect(fits({ en: 'Gespräch', de: '' }, 'gesprach')).toBe(true);
});

it('fits everything while nothing is asked, and nothing that holds only some of the words', () => {
  expect(fits(PROCESS_STEPS[0], '  ')).toBe(true);
  expect(fits({ en: 'one two', de: '' }, 'one three')).toBe(false);
});
