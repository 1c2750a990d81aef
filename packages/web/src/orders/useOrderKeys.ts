import type { Question } from '@srs-desk/shared/process/questions.ts';
import { useLayoutEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { isTyping } from '../layout/early-keys.ts';
import { overlayOpen } from '../layout/useFrameKeys.ts';
import { answerKey, keyedQuestion } from './GuidedQuestions.tsx';
import { placeIn, rememberedQueue } from './queue-memory.ts';

export interface OrderKeys {
  refId: string;
  questions: readonly Question[];
  onAnswer(question: string, answer: string): void;
  onCopy(): void;
  onMessage(): void;
  onSync(): void;
  onVerify(): void;
  onReview(): void;
}

/** The order page by keyboard: c copies the ticket, t shows it first, m message, s sync, v verify, n / p the queue, 1–9 answers. */
export function useOrderKeys(keys: OrderKeys): void {
  const navigate = useNavigate();
  const latest = useRef(keys);
  latest.current = keys;
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (overlayOpen()) return;
      const { refId, questions, onAnswer, onCopy, onMessage, onSync, onVerify, onReview } = latest.current;
      const place = placeIn(rememberedQueue(), refId);
      const question = keyedQuestion(questions);
      const answer = question?.answers.find((_, index) => answerKey(index) === event.key);
      if (question && answer) onAnswer(question.id, answer);
      else if (event.key === 'c') onCopy();
      else if (event.key === 'm') onMessage();
      else if (event.key === 't') onReview();
      else if (event.key === 's') onSync();
      else if (event.key === 'v') onVerify();
      else if (event.key === 'n' && place?.next) navigate(`/orders/${place.next}`);
      else if (event.key === 'p' && place?.previous) navigate(`/orders/${place.previous}`);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}
