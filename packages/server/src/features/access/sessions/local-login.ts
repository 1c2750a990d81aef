import type { Desk, Principal } from '../../../platform/desk.ts';
import { Forbidden } from '../../../platform/errors.ts';

/**
 * Refuses what leads to a login by password where that is switched off; not on the command line: who holds the data folder can
 * let somebody in while the identity provider is down. @throws Forbidden `local_login_off`
 */
export function guardLocalLogin({ config }: Desk, who: Principal | null): void {
  if (config.login.local || who?.kind === 'cli') return;
  throw new Forbidden('local_login_off', 'Logging in by password is switched off at this desk.');
}
