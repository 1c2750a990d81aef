import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { REAUTHENTICATED_FOR_MS } from '../../../platform/http/reauthentication.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import type { LoginOrigin, LoginTools } from './login.ts';
import { provePassword } from './prove-password.ts';

/** Who is logged in proves again who they are; gives until when that counts. @throws InvalidInput, TooMany */
export async function reauthenticate(
  desk: Desk,
  tools: LoginTools,
  who: Principal,
  { password, from }: { password: string; from: LoginOrigin },
): Promise<{ until: string }> {
  await provePassword(desk, tools, who, { password, field: 'password', from });
  const { sessionId } = who;
  unwrap(
    await desk.ledger.record(
      sessionId === undefined ? [] : [{ name: 'session.prove', args: { id: sessionId } }],
      [{ action: 'session.reauthenticate', actor: who.actor, origin: who.origin, detail: { ...from } }],
    ),
  );
  return { until: iso(desk.clock.now() + REAUTHENTICATED_FOR_MS) };
}
