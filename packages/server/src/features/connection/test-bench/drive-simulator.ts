import type { Desk, Principal } from '../../../platform/desk.ts';
import { TestFailed } from './progress.ts';

/**
 * Sets an order's status by the simulator's own control, recorded as what it is: a call to `/_sim/…` at the configured SRS. A
 * real SRS has no such path, and the test then says so. @throws TestFailed `not_simulator`
 */
export async function driveSimulator(
  desk: Desk,
  who: Principal,
  refId: string,
  status: string,
): Promise<void> {
  const { exchange } = await desk.recorder.call(
    {
      upstream: 'srs',
      method: 'POST',
      path: `/_sim/identifications/${encodeURIComponent(refId)}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ status }),
      timeoutMs: 10_000,
    },
    { operation: 'other', actor: who.actor, origin: who.origin, refId, subject: null, attempt: 1 },
    () => ({}),
  );
  if (exchange.kind === 'answer' && exchange.status < 300) return;
  const words = exchange.kind === 'answer' ? `HTTP ${exchange.status}` : exchange.kind;
  throw new TestFailed({ code: 'not_simulator', params: { words } });
}
