import { passwordFaultAtSight } from '@srs-desk/shared/access/password-rule.ts';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { InvalidInput } from '../../../platform/errors.ts';
import { hashPassword } from './password.ts';

/** From this score on (of 4) a password is not among those that are tried first. */
const LEAST_SCORE = 2;
/** What comes after says nothing new of how easily it is guessed, and would cost much to look at. */
const JUDGED = 64;
/** What people here would think of first. */
const OF_THE_HOUSE = ['srs', 'desk', 'swisscom', 'identification'];

let estimator: ZxcvbnFactory | null = null;

/** Why a user may not choose this password; null when they may. */
export function passwordFault(password: string, username: string): string | null {
  const seen = passwordFaultAtSight(password, username);
  if (seen === 'user_name') return 'must not hold the user name';
  if (seen === 'product_name') return 'must not hold the name of this product';
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const judged = estimator.check(password.slice(0, JUDGED), [username, ...OF_THE_HOUSE]);
  return judged.score < LEAST_SCORE
    ? 'is too easily guessed: it is common, or a pattern; take several words that have nothing to do with each other'
    : null;
}

/** The hash of a password that a user may have. @throws InvalidInput on `field`, with the reason */
export function hashChosen(password: string, username: string, field: string): Promise<string> {
  const fault = passwordFault(password, username);
  if (fault !== null) throw new InvalidInput({ [field]: fault });
  return hashPassword(password);
}
