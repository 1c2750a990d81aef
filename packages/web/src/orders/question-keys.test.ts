import type { Question } from '@srs-desk/shared/process/questions.ts';
import { expect, it } from 'vitest';
import { answerKey, keyedQuestion } from './GuidedQuestions.tsx';

const question = (id: Question['id'], answer: string | null): Question => ({
  id,
  answers: ['yes', 'no'],
  answer,
});

it('gives the keys to the last open question', () => {
  const open = question('lost_before', null);
  expect(keyedQuestion([question('video_user_says', 'connection_lost'), open])).toBe(open);
  const answered = question('can_sign', 'no');
  expect(keyedQuestion([answered])).toBe(answered);
  expect(keyedQuestion([])).toBeNull();
});

it('never takes a key that the page uses for something else', () => {
  const keys = Array.from({ length: 15 }, (_, index) => answerKey(index));
  expect(keys).not.toContain(null);
  for (const taken of ['c', 't', 'm', 's', 'v', 'j', 'k', 'n', 'p', '/', '?'])
    expect(keys).not.toContain(taken);
  expect(new Set(keys).size).toBe(keys.length);
});
