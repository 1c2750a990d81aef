import { PASSWORD_JUDGEMENT, passwordFaultAtSight } from '@srs-desk/shared/access/password-rule.ts';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { InvalidInput } from '../../../platform/errors.ts';
import { hashPassword } from './password.ts';

const { leastScore, judged, ofTheHouse } = PASSWORD_JUDGEMENT;

let estimator: Promise<ZxcvbnFactory> | null = null;

/** With its lists of words it takes several MB: a desk where nobody chooses a password does without. */
async function makeEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

/** Why a user may not choose this password; null when they may. */
export async function passwordFault(password: string, username: string): Promise<string | null> {
  const seen = passwordFaultAtSight(password, username);
  if (seen === 'user_name') return 'must not hold the user name';
  if (seen === 'product_name') return 'must not hold the name of this product';
  estimator ??= makeEstimator();
  const { score } = (await estimator).check(password.slice(0, judged), [username, ...ofTheHouse]);
  return score < leastScore
    ? 'is too easily guessed: it is common, or a pattern; take several words that have nothing to do with each other'
    : null;
}

/** The hash of a password that a user may have. @throws InvalidInput on `field`, with the reason */
export async function hashChosen(password: string, username: string, field: string): Promise<string> {
  const fault = await passwordFault(password, username);
  if (fault !== null) throw new InvalidInput({ [field]: fault });
  return hashPassword(password);
}
