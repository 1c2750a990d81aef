import type { Desk } from '../../../platform/desk.ts';
import { LedgerUnavailable } from '../../../platform/ledger/errors.ts';
import { untilWritten } from '../../../platform/ledger/until-written.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { readWrapping } from './queries.ts';

/** Keys wrapped in one command: short enough that other writes are not kept waiting. */
const AT_ONCE = 250;

type Part = Pick<Desk, 'ledger' | 'log' | 'reader'>;

async function rewrapAll({ ledger, reader }: Part): Promise<void> {
  while (readWrapping(reader)?.finishedAt === null) {
    const step = await untilWritten(() =>
      ledger.recordWithoutEntry([{ name: 'wrapping.step', args: { limit: AT_ONCE } }]),
    );
    if (unwrap(step).results[0].more) continue;
    // Refused where a subject came meanwhile: then there is one more to look at.
    await untilWritten(() => ledger.record([{ name: 'wrapping.finish', args: null }], []));
  }
}

/**
 * Wraps all keys of subjects by the wrapping key of now, in the background; goes on where it stopped after a restart. Gives a
 * promise for those who want to wait.
 */
export async function rewrapKeys(desk: Part): Promise<void> {
  try {
    await rewrapAll(desk);
  } catch (error) {
    if (!(error instanceof LedgerUnavailable))
      desk.log.error({ err: error }, 'the keys of persons could not all be wrapped anew');
  }
}
