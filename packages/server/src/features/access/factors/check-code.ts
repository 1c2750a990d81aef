import type { Desk } from '../../../platform/desk.ts';
import { type DeskError, TooMany, Unauthenticated } from '../../../platform/errors.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import type { LoginOrigin, LoginTools } from '../sessions/login-tools.ts';
import { verifyPassword } from '../sessions/password.ts';
import { recordDenial } from '../sessions/record-denial.ts';
import type { StoredUser } from '../users/queries.ts';
import { findFactor, openSecret, unusedRecoveryCodes } from './queries.ts';
import { readRecoveryCode } from './recovery-code.ts';
import { stepOf } from './totp.ts';

/** A code that fits, by what it is, and the change that uses it up: it must be made with whatever the code is for. */
export interface CodeProof {
  by: 'totp' | 'recovery_code';
  call: CommandCall;
}

/** What a code is refused with, wrong or used before. */
export function codeRefused(): DeskError {
  return new Unauthenticated('wrong_code', 'The code is wrong, or was used before.');
}

function appCode(desk: Desk, userId: number, typed: string): CodeProof | null {
  const factor = findFactor(desk.reader, userId);
  const code = typed.replace(/\s/g, '');
  if (factor === undefined || !/^\d{6}$/.test(code)) return null;
  const step = stepOf(openSecret(desk.sealer, factor), code, desk.clock.now());
  if (step === null || step <= factor.lastStep) return null;
  return { by: 'totp', call: { name: 'second_factor.use', args: { userId, step } } };
}

async function recoveryCode(desk: Desk, userId: number, typed: string): Promise<CodeProof | null> {
  const code = readRecoveryCode(typed);
  if (code === null) return null;
  for (const { id, codeHash } of unusedRecoveryCodes(desk.reader, userId))
    if (await verifyPassword(codeHash, code))
      return { by: 'recovery_code', call: { name: 'recovery_code.use', args: { id } } };
  return null;
}

interface Given {
  code: string;
  from: LoginOrigin;
  takes: 'app' | 'any';
  /** What the code is for. */
  step: 'code' | 'proof';
}

/**
 * Whether a code is one of this user's, now: slowed down and recorded like a password. Null when it is not.
 * @throws TooMany after 10 wrong codes in a quarter of an hour, from wherever
 */
export async function checkCode(
  desk: Desk,
  { limiter }: Pick<LoginTools, 'limiter'>,
  { id, username }: StoredUser,
  { code, from, takes, step }: Given,
): Promise<CodeProof | null> {
  try {
    await limiter.admitCode(username);
  } catch (error) {
    if (error instanceof TooMany)
      await recordDenial(desk, username, { reason: 'too_many_codes', step }, from);
    throw error;
  }
  const proof = appCode(desk, id, code) ?? (takes === 'any' ? await recoveryCode(desk, id, code) : null);
  if (proof === null) {
    await limiter.codeFailed(username);
    await recordDenial(desk, username, { reason: 'wrong_code', step }, from);
  }
  return proof;
}
