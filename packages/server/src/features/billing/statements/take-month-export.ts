import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { madeMonthExport } from './month-exports.ts';

/** Hands out the ZIP of an export, waited for where it is not made yet; each time it is entered in the log first. */
export async function takeMonthExport(
  desk: Desk,
  who: Principal,
  id: string,
  gone: AbortSignal,
): ReturnType<typeof madeMonthExport> {
  const made = await madeMonthExport(desk, who, id, gone);
  const { period, language, done } = made;
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.statement.export',
          actor: who.actor,
          origin: who.origin,
          target: period,
          detail: { format: 'zip', language, statements: done },
        },
      ],
    ),
  );
  return made;
}
