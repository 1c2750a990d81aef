import type { Question } from '@srs-desk/shared/process/questions.ts';
import { useLayoutEffect, useRef } from 'react';
import { isTyping } from '../layout/early-keys.ts';
import { takeKept } from '../layout/kept-keys.ts';
import { useMeant } from '../layout/use-meant.ts';
import { overlayOpen } from '../layout/useFrameKeys.ts';
import { answerKey, keyedQuestion } from './GuidedQuestions.tsx';

const KEYS = ['c', 'm', 't', 's', 'v'] as const;
type Key = (typeof KEYS)[number];

interface OrderKeys {
  questions: readonly Question[];
  onAnswer(question: string, answer: string): void;
  /** What each key does; null while what it needs is on its way: it is done as soon as that is there. */
  acts: Readonly<Record<Key, (() => void) | null>>;
}

function keyOf(name: string): Key | undefined {
  return KEYS.find((key) => key === name);
}

/** The order page by keyboard: c copies the ticket, t shows it first, m message, s sync, v verify, 1–9 answers. */
export function useOrderKeys(keys: OrderKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  const meant = useMeant((key: Key) => keys.acts[key]);
  useLayoutEffect(() => {
    const press = (name: string): boolean => {
      const { questions, onAnswer } = latest.current;
      const question = keyedQuestion(questions);
      const answer = question?.answers.find((_, index) => answerKey(index) === name);
      const key = keyOf(name);
      if (question && answer) onAnswer(question.id, answer);
      else if (key === undefined) return false;
      else meant(key);
      return true;
    };
    const onKey = (event: KeyboardEvent): void => {
      // A key that is held down is meant once.
      if (
        event.repeat ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        overlayOpen()
      )
        return;
      if (press(event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    takeKept(location.pathname, (name) => keyOf(name) !== undefined, performance.now()).forEach(press);
    return () => window.removeEventListener('keydown', onKey);
  }, [meant]);
}
