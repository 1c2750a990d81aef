import { TRIAGE_DE } from '../words/de/triage.ts';
import { TRIAGE_EN } from '../words/en/triage.ts';
import type { FormatInstant, Language } from '../words/language.ts';
import type { TriageTexts } from '../words/texts.ts';
import type { Coded, NoteCode, ParamValue, WhyCode } from './codes.ts';
import type { Hold } from './triage-facts.ts';

/** The sentences of triage in both languages. */
export const TRIAGE_TEXTS: Readonly<Record<Language, TriageTexts>> = { en: TRIAGE_EN, de: TRIAGE_DE };

/**
 * Fills the `{name}` places of a text. What states a value that is not known is not said: a clause in `[…]` falls away, and a
 * whole sentence where the place stands outside of one.
 */
export function fillIn(
  template: string,
  params: Readonly<Record<string, ParamValue>>,
  format: FormatInstant,
): string {
  const lacks = (text: string) => placesIn(text).some((name) => (params[name] ?? '') === '');
  return template
    .replace(/\[([^\]]*)\]/g, (_, clause: string) => (lacks(clause) ? '' : clause))
    .split(SENTENCE_END)
    .filter((sentence) => !lacks(sentence))
    .join(' ')
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = params[name] ?? '';
      return typeof value === 'object' ? format(value.at) : String(value);
    });
}

const SENTENCE_END = /(?<=[.!?][”»)]?) (?=\p{Lu}|\{)/u;

/** The names of the `{name}` places of a text. */
function placesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

/** The sentence that says why the desk thinks so. */
export function sayWhy(language: Language, why: Coded<WhyCode>, format: FormatInstant): string {
  return fillIn(TRIAGE_TEXTS[language].why[why.code], why.params, format);
}

/** A note beside the reading. */
export function sayNote(language: Language, note: Coded<NoteCode>, format: FormatInstant): string {
  return fillIn(TRIAGE_TEXTS[language].note[note.code], note.params, format);
}

/** Why not to escalate, with until when where time will tell. */
export function sayHold(language: Language, hold: Hold, format: FormatInstant): string {
  const texts = TRIAGE_TEXTS[language];
  const reason = texts.hold[hold.code];
  if (hold.until === null) return reason;
  return `${reason} ${fillIn(texts.holdUntil, { until: { at: hold.until } }, format)}`;
}

/** An answer's words; the id itself for one nobody knows any more. */
export function sayAnswer(language: Language, answer: string): string {
  const texts: Readonly<Record<string, string>> = TRIAGE_TEXTS[language].answer;
  return texts[answer] ?? answer;
}
