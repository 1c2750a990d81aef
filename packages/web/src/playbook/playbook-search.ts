import type { MethodSheet } from '@srs-desk/shared/method/sheet.ts';
import type { ProcessStep } from '@srs-desk/shared/process/steps.ts';
import { foldText } from '@srs-desk/shared/text/fold.ts';
import type { Bilingual } from '@srs-desk/shared/words/language.ts';

/** Every text inside a value, in both languages: who searches may know only one word of either. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf);
  return [];
}

/** True when all words of `query` occur somewhere in `value`; an empty query fits everything. */
export function fits(value: Bilingual | ProcessStep | MethodSheet | unknown, query: string): boolean {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = foldText(textsOf(value).join(' '));
  return words.every((word) => text.includes(word));
}
