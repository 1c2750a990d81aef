import type { Desk, Principal } from '../../../platform/desk.ts';
import { LedgerUnavailable } from '../../../platform/ledger/errors.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import { untilWritten } from '../../../platform/ledger/until-written.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';

/** Orders booked in one command: short enough that other writes are not kept waiting. */
const AT_ONCE = 200;

const running = new WeakMap<Ledger, Promise<void>>();

type Part = Pick<Desk, 'ledger' | 'log'>;

async function rebookAll({ ledger }: Part): Promise<void> {
  for (let more = true; more; ) {
    const { results } = unwrap(
      await untilWritten(() =>
        ledger.recordWithoutEntry([{ name: 'billing.rebook', args: { limit: AT_ONCE } }]),
      ),
    );
    more = results[0].more;
  }
}

/**
 * Books every order anew in the background, after a change of rules or time zone; goes on where it stopped after a
 * restart. Gives a promise for those who want to wait.
 */
export function rebookOrders(desk: Part): Promise<void> {
  const last = running.get(desk.ledger) ?? Promise.resolve();
  const run = last
    .then(() => rebookAll(desk))
    .catch((error: unknown) => {
      if (!(error instanceof LedgerUnavailable))
        desk.log.error({ err: error }, 'orders could not be booked anew');
    });
  running.set(desk.ledger, run);
  return run;
}

/** Makes the rollups anew out of what each order adds; gives the number of monthly rows. */
export async function rebuildUsage(desk: Desk, who: Principal): Promise<{ rows: number }> {
  const { results } = unwrap(
    await desk.ledger.record(
      [{ name: 'billing.rebuild', args: null }],
      [
        {
          action: 'billing.rollup.rebuild',
          actor: who.actor,
          origin: who.origin,
          detail: { what: 'rebuild' },
        },
      ],
    ),
  );
  return results[0];
}
