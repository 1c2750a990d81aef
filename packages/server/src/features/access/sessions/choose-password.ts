import { PASSWORD_JUDGEMENT, passwordFaultAtSight } from '@srs-desk/shared/access/password-rule.ts';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { InvalidInput } from '../../../platform/errors.ts';
import { hashPassword } from './password.ts';

const { leastScore, judged, ofTheHouse } = PASSWORD_JUDGEMENT;

let estimator: ZxcvbnFactory | null = null;

/** Why a user may not choose this password; null when they may. */
export function passwordFault(password: string, username: string): string | null {
  const seen = passwordFaultAtSight(password, username);
  if (seen === 'user_name') return 'must not hold the user name';
  if (seen === 'product_name') return 'must not hold the name of this product';
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const { score } = estimator.check(password.slice(0, judged), [username, ...ofTheHouse]);
  return score < leastScore
    ? 'is too easily guessed: it is common, or a pattern; take several words that have nothing to do with each other'
    : null;
}

/** The hash of a password that a user may have. @throws InvalidInput on `field`, with the reason */
export function hashChosen(password: string, username: string, field: string): Promise<string> {
  const fault = passwordFault(password, username);
  if (fault !== null) throw new InvalidInput({ [field]: fault });
  return hashPassword(password);
}
