import * as z from 'zod';
import { tidyText } from '../text/signs.ts';
import type { Language } from '../words/language.ts';

/** An External ID given for an order that has another. */
export const importConflict = z.object({
  given: z.string(),
  known: z.string(),
  /** Whether it was SRS that named the known one; else it was the desk, its gateway or an earlier import. */
  bySrs: z.boolean(),
});
export type ImportConflict = z.infer<typeof importConflict>;

/** Whether two External IDs name different customers: what cannot be seen, and which blanks stand in them, does not count. */
export function contradicts(given: string, known: string): boolean {
  return tidyText(given) !== tidyText(known);
}

const SENTENCES: Readonly<Record<Language, (conflict: ImportConflict) => string>> = {
  en: ({ given, known, bySrs }) =>
    `The list says External ID “${given}”, ${bySrs ? 'SRS says' : 'the desk knows'} “${known}”, which stands. Correct the list; or, if the list is right, have the order billed as “${given}” under Usage → Clean up External IDs.`,
  de: ({ given, known, bySrs }) =>
    `Die Liste nennt die External ID «${given}», ${bySrs ? 'SRS nennt' : 'der Desk kennt'} «${known}»; dabei bleibt es. Berichtigen Sie die Liste; oder, falls die Liste stimmt, lassen Sie den Auftrag unter Nutzung → External IDs bereinigen als «${given}» verrechnen.`,
};

/** Both External IDs of a contradiction, which of them stands, and what can be done. */
export function conflictText(conflict: ImportConflict, language: Language): string {
  return SENTENCES[language](conflict);
}
