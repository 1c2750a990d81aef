import type { Desk, Principal } from '../../../platform/desk.ts';
import { Forbidden } from '../../../platform/errors.ts';
import { findUser, type StoredUser } from './queries.ts';

/**
 * The user who asks. @throws Forbidden `no_password` for who has neither password nor second factor here: keys, the command line,
 * and people whom an identity provider vouches for
 */
export function personOf(desk: Desk, who: Principal): StoredUser {
  const user = who.kind === 'user' ? findUser(desk.reader, who.name) : undefined;
  if (!user || user.issuer !== null)
    throw new Forbidden('no_password', 'Only people who log in by password have one, and a second factor.');
  return user;
}
