import { PASSWORD_JUDGEMENT } from '@srs-desk/shared/access/password-rule.ts';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** What makes a password easily guessed. */
export type PasswordWeakness =
  | 'common'
  | 'keys'
  | 'repeat'
  | 'sequence'
  | 'date'
  | 'word'
  | 'own_words'
  | 'guessable';

/** By the warnings of the estimator; for anything else it says no more than that it is guessed easily. */
const BY_WARNING: Readonly<Record<string, PasswordWeakness>> = {
  topTen: 'common',
  topHundred: 'common',
  common: 'common',
  similarToCommon: 'common',
  straightRow: 'keys',
  keyPattern: 'keys',
  simpleRepeat: 'repeat',
  extendedRepeat: 'repeat',
  sequences: 'sequence',
  recentYears: 'date',
  dates: 'date',
  wordByItself: 'word',
  namesByThemselves: 'word',
  commonNames: 'word',
  userInputs: 'own_words',
};

const { leastScore, judged, ofTheHouse } = PASSWORD_JUDGEMENT;
const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/**
 * Why the desk would refuse a password as too easily guessed; null when it would not. The list of common passwords comes with
 * this file, so it is imported when somebody types a new one.
 */
export function judgePassword(password: string, username: string): PasswordWeakness | null {
  const { score, feedback } = estimator.check(password.slice(0, judged), [username, ...ofTheHouse]);
  if (score >= leastScore) return null;
  return BY_WARNING[feedback.warning ?? ''] ?? 'guessable';
}
