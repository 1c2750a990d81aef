import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import { Forbidden } from '../errors.ts';
import type { Authenticated } from './services.ts';

/** How long a person who proved who they are may do what asks for it, ms. */
export const REAUTHENTICATED_FOR_MS = 5 * 60_000;

/**
 * A session that was left open, or stolen, does not do what hurts most.
 * @throws Forbidden `reauthentication_required` when the person did not prove within 5 minutes who they are.
 */
export function guardReauthentication({ provenAt }: Pick<Authenticated, 'provenAt'>, now: number): void {
  if (provenAt === null || !hasPassed(REAUTHENTICATED_FOR_MS + 1, provenAt, now)) return;
  throw new Forbidden('reauthentication_required', 'Prove that it is you, then try again.');
}
