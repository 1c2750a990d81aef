import type { TriageAnswer } from '../api/support.ts';
import type { FormatInstant, Language } from '../words/language.ts';
import { sayAnswer, sayCheck, sayHold, sayWhy, TRIAGE_TEXTS } from './texts.ts';
import type { TriageReading } from './triage-facts.ts';

/** A reading in words, as `GET /api/orders/:refId/triage` gives it. */
export function sayTriage(
  reading: TriageReading,
  language: Language,
  format: FormatInstant,
): Omit<TriageAnswer, 'situation'> {
  const texts = TRIAGE_TEXTS[language];
  const hold = reading.doNotEscalate;
  return {
    nextActor: reading.nextActor,
    step: reading.step,
    supportTeam: reading.team,
    issue: reading.issue,
    why: { code: reading.why.code, text: sayWhy(language, reading.why, format) },
    hold:
      hold === null
        ? null
        : {
            until: hold.until === null ? null : new Date(hold.until).toISOString(),
            text: sayHold(language, hold, format),
          },
    checks: reading.firstChecks.map((id) => ({ id, text: sayCheck(language, id, reading.spans) })),
    questions: reading.questions.map(({ id, answers }) => ({
      id,
      text: texts.question[id],
      answers: answers.map((answer) => ({ id: answer, text: sayAnswer(language, answer) })),
    })),
  };
}
