import { TRIAGE_DE } from '../words/de/triage.ts';
import { TRIAGE_EN } from '../words/en/triage.ts';
import type { FormatInstant, Language } from '../words/language.ts';
import type { TriageTexts } from '../words/texts.ts';
import type { CheckCode, Coded, NoteCode, TellCode, WhyCode } from './codes.ts';
import { fillIn } from './fill-in.ts';
import type { MethodSpans } from './method-spans.ts';
import type { Hold } from './triage-facts.ts';

/** The sentences of triage in both languages. */
export const TRIAGE_TEXTS: Readonly<Record<Language, TriageTexts>> = { en: TRIAGE_EN, de: TRIAGE_DE };

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
  const reason = fillIn(texts.hold[hold.code], hold.params, format);
  if (hold.until === null) return reason;
  return `${reason} ${fillIn(texts.holdUntil, { until: { at: hold.until } }, format)}`;
}

/** What to look at first. */
export function sayCheck(language: Language, check: CheckCode, spans: MethodSpans): string {
  return fillIn(TRIAGE_TEXTS[language].check[check], spans, String);
}

/** What to tell the user. */
export function sayTell(language: Language, tell: TellCode, spans: MethodSpans): string {
  return fillIn(TRIAGE_TEXTS[language].tell[tell], spans, String);
}

/** An answer's words; the id itself for one nobody knows any more. */
export function sayAnswer(language: Language, answer: string): string {
  const texts: Readonly<Record<string, string>> = TRIAGE_TEXTS[language].answer;
  return texts[answer] ?? answer;
}
