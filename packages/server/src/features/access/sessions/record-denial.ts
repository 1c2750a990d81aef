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

/**
 * Writes down a refused login or proof. `username` is null for a typed name that nobody has: it may be a password in the wrong
 * field, and is not written down. `calls`: what the refusal changes.
 */
export async function recordDenial(
  desk: Desk,
  username: string | null,
  reason: DenialReason,
  from: LoginOrigin,
  calls: readonly CommandCall[] = [],
): Promise<void> {
  await desk.ledger.record(calls, [
    {
      action: 'session.denied',
      actor: username === null ? 'anonymous' : `user:${username}`,
      origin: 'user',
      ...(username === null ? {} : { target: username }),
      detail: { reason, ...from },
    },
  ]);
}
