import { Forbidden } from '../errors.ts';
import type { Authenticated } from './services.ts';

/** How long a person who proved who they are may do what asks for it, ms. */
export const REAUTHENTICATED_FOR_MS = 5 * 60_000;

/**
 * A session that was left open, or stolen, does not do what hurts most.
 * @throws Forbidden `reauthentication_required` when the person did not prove within 5 minutes who they are.
 */
export function guardReauthentication({ provenAt }: Authenticated, now: number): void {
  if (provenAt === null || now - provenAt <= REAUTHENTICATED_FOR_MS) return;
  throw new Forbidden('reauthentication_required', 'Prove that it is you, then try again.');
}
