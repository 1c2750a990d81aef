import type { Bilingual } from '../method/sheet.ts';
import type { AttentionCode } from '../order/attention.ts';
import type { CheckCode, Coded, HoldCode, NoteCode, ParamValue, TellCode, WhyCode } from './codes.ts';
import type { QUESTIONS, QuestionId } from './questions.ts';
import { TEXTS_DE } from './texts.de.ts';
import { TEXTS_EN } from './texts.en.ts';
import type { Hold } from './triage-facts.ts';

/** Languages of every text of the desk. */
export type Language = keyof Bilingual;

/** Every answer of every question. */
export type AnswerId = (typeof QUESTIONS)[QuestionId][number];

/** One language's sentences. `{name}` stands for a parameter of the code. */
export interface TriageTexts {
  readonly why: Readonly<Record<WhyCode, string>>;
  readonly check: Readonly<Record<CheckCode, string>>;
  readonly tell: Readonly<Record<TellCode, string>>;
  readonly hold: Readonly<Record<HoldCode, string>>;
  /** Follows a hold that ends by itself. */
  readonly holdUntil: string;
  readonly note: Readonly<Record<NoteCode, string>>;
  readonly question: Readonly<Record<QuestionId, string>>;
  readonly answer: Readonly<Record<AnswerId, string>>;
  readonly attention: Readonly<Record<AttentionCode, string>>;
}

/** The sentences of triage in both languages. */
export const TRIAGE_TEXTS: Readonly<Record<Language, TriageTexts>> = { en: TEXTS_EN, de: TEXTS_DE };

/** Writes an instant (ms since epoch) the way its reader wants it: their language, their time zone. */
export type FormatInstant = (at: number) => string;

/** Fills a sentence's `{name}` places; one without a value becomes a dash. */
export function fillIn(
  template: string,
  params: Readonly<Record<string, ParamValue>>,
  format: FormatInstant,
): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') return '–';
    return typeof value === 'object' ? format(value.at) : String(value);
  });
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
