import { Box, Button, Typography } from '@mui/material';
import type { Question } from '@srs-desk/shared/process/questions.ts';
import { sayAnswer, TRIAGE_TEXTS } from '@srs-desk/shared/process/texts.ts';
import { useTranslate } from 'react-admin';
import { useLanguage } from '../i18n/useBilingual.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { MONO } from '../theme/theme.ts';

interface GuidedQuestionsProps {
  questions: readonly Question[];
  error: Error | null;
  onAnswer(question: string, answer: string): void;
}

/** The question that the number keys answer: the last one still open, else the last. */
export function keyedQuestion(questions: readonly Question[]): Question | null {
  return questions.findLast((question) => question.answer === null) ?? questions.at(-1) ?? null;
}

/** The key that gives the nth answer (from 0): 1–9, then a, b, d … (c copies, m writes, s syncs, j, k, n, p walk). */
const ANSWER_KEYS = [...'123456789', ...'abdefghi'];

export function answerKey(index: number): string | null {
  return ANSWER_KEYS[index] ?? null;
}

/** What only the user can say: a few plain questions, each answered by one click or key. */
export function GuidedQuestions({ questions, error, onAnswer }: GuidedQuestionsProps) {
  const translate = useTranslate();
  const language = useLanguage();
  const keyed = keyedQuestion(questions);
  if (questions.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label={translate('desk.orders.turn.questions')}
      sx={{ display: 'grid', gap: 1 }}
    >
      {questions.map((question) => (
        <div key={question.id} className={question.answer === null ? 'desk-screen-only' : undefined}>
          <Typography variant="h3" component="p" id={`question-${question.id}`}>
            {TRIAGE_TEXTS[language].question[question.id]}
          </Typography>
          <Box
            role="group"
            aria-labelledby={`question-${question.id}`}
            sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, mt: 0.5 }}
          >
            {question.answers.map((answer, index) => {
              const chosen = question.answer === answer;
              const key = question === keyed ? answerKey(index) : null;
              return (
                <Button
                  key={answer}
                  variant={chosen ? 'contained' : 'outlined'}
                  aria-pressed={chosen}
                  aria-keyshortcuts={key ?? undefined}
                  onClick={() => onAnswer(question.id, answer)}
                  sx={{ fontWeight: 500, minHeight: 28, py: 0 }}
                >
                  {sayAnswer(language, answer)}
                  {key === null ? null : (
                    <Box
                      component="kbd"
                      aria-hidden
                      sx={{ ml: 0.75, fontFamily: MONO, fontSize: '0.6875rem', opacity: 0.8 }}
                    >
                      {key}
                    </Box>
                  )}
                </Button>
              );
            })}
          </Box>
        </div>
      ))}
      <ProblemAlert error={error} />
    </Box>
  );
}
