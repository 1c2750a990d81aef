import type { Desk } from '../../../platform/desk.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import type { LoginOrigin } from './login-tools.ts';

/** Why nobody was let in; the last four: by the identity provider. */
type DenialReason =
  | 'unknown_user'
  | 'wrong_password'
  | 'disabled'
  | 'too_many_logins'
  | 'wrong_code'
  | 'too_many_codes'
  | 'provider_refused'
  | 'login_not_verified'
  | 'no_role'
  | 'other_person';

/** What was refused: a login by password, its second step, a login at the identity provider, or a proof inside a session. */
type RefusedStep = 'password' | 'code' | 'provider' | 'proof';

/**
 * Writes down a refused login or proof. `username` is null for a typed name that nobody has: it may be a password in the wrong
 * field, and is not written down. `calls`: what the refusal changes.
 */
export async function recordDenial(
  desk: Desk,
  username: string | null,
  { reason, step }: { reason: DenialReason; step: RefusedStep },
  from: LoginOrigin,
  calls: readonly CommandCall[] = [],
): Promise<void> {
  await desk.ledger.record(calls, [
    {
      action: 'session.denied',
      // Who types a name and a wrong password has shown nothing by which they are that user.
      actor: username === null || step === 'password' ? 'anonymous' : `user:${username}`,
      origin: 'user',
      ...(username === null ? {} : { target: username }),
      detail: { reason, step, ...from },
    },
  ]);
}
