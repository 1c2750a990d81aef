import type { FactorOffer } from '@srs-desk/shared/api/session.ts';
import { TOTP } from 'otpauth';
import type { Caller } from '../http/app-fixture.ts';

/** The code that an app with this secret shows at `now`, ms since epoch. */
export function codeOf(secret: string, now: number): string {
  return new TOTP({ secret }).generate({ timestamp: now });
}

/** Sets up an authenticator app as a person would, at `now` (ms since epoch); gives its secret and the recovery codes. */
export async function setUpFactor(
  person: Caller,
  now: number = Date.now(),
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { enrolment, secret }: FactorOffer = (await person.post('/api/session/factor')).body;
  const confirmed = await person.post('/api/session/factor/confirm', {
    enrolment,
    code: codeOf(secret, now),
  });
  if (confirmed.status !== 200) throw new Error(`enrolment: ${confirmed.status} ${confirmed.text}`);
  return { secret, recoveryCodes: confirmed.body.recoveryCodes };
}
