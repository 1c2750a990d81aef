import type { ReauthenticateInput } from '@srs-desk/shared/api/session.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput } from '../../../platform/errors.ts';
import { REAUTHENTICATED_FOR_MS } from '../../../platform/http/reauthentication.ts';
import { type CodeProof, checkCode } from '../factors/check-code.ts';
import { personOf } from '../users/person-of.ts';
import type { LoginOrigin, LoginTools } from './login-tools.ts';
import { provePassword } from './prove-password.ts';

const WRONG_CODE = new InvalidInput({ code: 'is wrong, or was used before' });

/**
 * Who is logged in proves again who they are, by the password or by a code of the authenticator app; gives until when that
 * counts. @throws InvalidInput, TooMany, Forbidden `no_password`
 */
export async function reauthenticate(
  desk: Desk,
  tools: LoginTools,
  who: Principal,
  { password, code, from }: ReauthenticateInput & { from: LoginOrigin },
): Promise<{ until: string }> {
  let proof: CodeProof | null = null;
  if (code === undefined)
    await provePassword(desk, tools, who, { password: password ?? '', field: 'password', from });
  else {
    proof = await checkCode(desk, tools, personOf(desk, who), { code, from, takes: 'app', step: 'proof' });
    if (proof === null) throw WRONG_CODE;
  }
  const { sessionId } = who;
  const recorded = await desk.ledger.record(
    [
      ...(proof === null ? [] : [proof.call]),
      ...(sessionId === undefined ? [] : [{ name: 'session.prove' as const, args: { id: sessionId } }]),
    ],
    [
      {
        action: 'session.reauthenticate',
        actor: who.actor,
        origin: who.origin,
        detail: { factor: proof?.by, ...from },
      },
    ],
  );
  if (!recorded.ok) throw WRONG_CODE;
  return { until: iso(desk.clock.now() + REAUTHENTICATED_FOR_MS) };
}
