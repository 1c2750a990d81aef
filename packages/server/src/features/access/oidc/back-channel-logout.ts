import { errors } from 'jose';
import * as z from 'zod';
import type { Desk } from '../../../platform/desk.ts';
import { InvalidInput } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { providerOf } from './provider-login.ts';

/** How old a logout token may be, s: it is sent the moment it is made. */
const OLDEST_S = 300;

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** What a logout token holds (OpenID Connect Back-Channel Logout 1.0, 2.4); never a nonce, so that no ID token passes for one. */
const logoutClaims = z
  .object({
    jti: z.string().min(1).max(512),
    exp: z.number(),
    sub: z.string().optional(),
    sid: z.string().optional(),
    events: z.looseObject({ [EVENT]: z.looseObject({}) }),
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined, 'names neither a person nor a session');

function refused(why: string): InvalidInput {
  return new InvalidInput({ logout_token: why }, 'This is no logout token of the identity provider.');
}

/**
 * The provider says that somebody logged out there: the sessions that came of it end; gives how many.
 * @throws InvalidInput for a token that is forged, old, used or none; NotFound, ProviderUnreachable
 */
export async function endByProvider(desk: Desk, token: string): Promise<{ ended: number }> {
  const provider = providerOf(desk);
  const claims = await provider
    .verify(token, { maxTokenAge: OLDEST_S, requiredClaims: ['exp', 'iat', 'jti'] })
    .catch((error: unknown) => {
      if (error instanceof errors.JOSEError) throw refused(error.code);
      throw error;
    });
  const read = logoutClaims.safeParse(claims);
  if (!read.success) throw refused(z.prettifyError(read.error));
  const { jti, exp, sub = null, sid = null } = read.data;
  if (provider.isSpent(jti)) throw refused('was used already');
  const args = { issuer: provider.config.issuer, subject: sub, providerSession: sid };
  provider.spend(jti, exp * 1000);
  try {
    return unwrap(await desk.ledger.record([{ name: 'provider_login.end', args }], [])).results[0];
  } catch (error) {
    // The provider sends it again when it could not be recorded.
    provider.unspend(jti);
    throw error;
  }
}
