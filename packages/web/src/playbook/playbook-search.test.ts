import { METHOD_CATALOGUE } from '@srs-desk/shared/method/catalogue.ts';
import { PROCESS_STEPS } from '@srs-desk/shared/process/steps.ts';
import { expect, it } from 'vitest';
import { fits } from './playbook-search.ts';

it('finds steps and sheets by words of either language, without regard to case and accents', () => {
  expect(PROCESS_STEPS.filter((step) => fits(step, 'SMS')).map((step) => step.step)).toContain(5);
  expect(METHOD_CATALOGUE.filter((sheet) => fits(sheet, 'klarna bank')).map((sheet) => sheet.key)).toEqual([
    'bank_klarna',
  ]);
  expect(fits({ en: 'Gespräch', de: '' }, 'gesprach')).toBe(true);
});

it('fits everything while nothing is asked, and nothing that holds only some of the words', () => {
  expect(fits(PROCESS_STEPS[0], '  ')).toBe(true);
  expect(fits({ en: 'one two', de: '' }, 'one three')).toBe(false);
});
