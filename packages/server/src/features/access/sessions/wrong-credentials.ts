import { type DeskError, Unauthenticated } from '../../../platform/errors.ts';

/** The same for an unknown, a disabled and a mistaken user. */
export function wrongCredentials(): DeskError {
  return new Unauthenticated('wrong_credentials', 'User name or password is wrong.');
}
