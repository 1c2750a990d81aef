import * as z from 'zod';
import { ROUNDED_ID, ROUNDED_ID_DE } from '../tables/cell.ts';
import type { Language } from '../words/language.ts';
import { conflictText, type ImportConflict } from './import-conflict.ts';

const PROBLEMS = [
  'several_ref_ids',
  'two_external_ids',
  'rounded_ref_id',
  'rounded_external_id',
  'no_ref_id',
  'long_external_id',
  'long_note',
  'repeats',
  'unnamed',
  'not_known',
] as const;

/** What stands against a line of an import, or is to be known of it; `line`: the earlier one that it repeats. */
export const importProblem = z.object({ code: z.enum(PROBLEMS), line: z.int().optional() });
export type ImportProblem = z.infer<typeof importProblem>;
type Code = ImportProblem['code'];

const EXAMPLE = '3fa9b0c2-71d0-4c2e-9a1b-0c44a0c19e3f';

const SENTENCES: Readonly<Record<Language, Readonly<Record<Exclude<Code, 'repeats'>, string>>>> = {
  en: {
    several_ref_ids: 'holds several Ref IDs: put each on a line of its own',
    two_external_ids: 'names two External IDs (customerId is the same thing): leave one of them empty',
    rounded_ref_id: `refId ${ROUNDED_ID}`,
    rounded_external_id: `externalId ${ROUNDED_ID}`,
    no_ref_id: `is not a Ref ID: a UUID such as ${EXAMPLE}`,
    long_external_id: 'externalId is too long',
    long_note: 'note is too long',
    unnamed:
      'the order was known here without an External ID and stays so: have it billed under Usage → Clean up External IDs',
    not_known: 'SRS knows no order with this Ref ID',
  },
  de: {
    several_ref_ids: 'enthält mehrere Ref IDs: setzen Sie jede auf eine eigene Zeile',
    two_external_ids: 'nennt zwei External IDs (customerId ist dasselbe): lassen Sie eine davon leer',
    rounded_ref_id: `refId ${ROUNDED_ID_DE}`,
    rounded_external_id: `externalId ${ROUNDED_ID_DE}`,
    no_ref_id: `ist keine Ref ID: eine UUID wie ${EXAMPLE}`,
    long_external_id: 'externalId ist zu lang',
    long_note: 'note ist zu lang',
    unnamed:
      'der Auftrag war hier ohne External ID bekannt und bleibt es: lassen Sie ihn unter Nutzung → External IDs bereinigen verrechnen',
    not_known: 'SRS kennt keinen Auftrag mit dieser Ref ID',
  },
};
const REPEATS: Readonly<Record<Language, (line: number) => string>> = {
  en: (line) => `stands on line ${line} already`,
  de: (line) => `steht schon auf Zeile ${line}`,
};

function problemText({ code, line = 0 }: ImportProblem, language: Language): string {
  return code === 'repeats' ? REPEATS[language](line) : SENTENCES[language][code];
}

interface Explained {
  problems?: readonly ImportProblem[] | undefined;
  conflict?: ImportConflict | undefined;
}

/** What is to be said of a line beside its outcome; empty for nothing. */
export function importLineText({ conflict, problems = [] }: Explained, language: Language): string {
  if (conflict !== undefined) return conflictText(conflict, language);
  return problems.map((problem) => problemText(problem, language)).join('; ');
}
