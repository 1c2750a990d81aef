import { expect, it } from 'vitest';
import { LedgerUnavailable, type WhyUnwritten } from './errors.ts';
import { untilWritten } from './until-written.ts';

/** Fails for these reasons, one after the other, then writes. */
function failing(...reasons: WhyUnwritten[]) {
  const left = [...reasons];
  return () => {
    const reason = left.shift();
    return reason === undefined
      ? Promise.resolve('written')
      : Promise.reject(new LedgerUnavailable(reason, 'of this test'));
  };
}

it('goes on once the disk has room and the lock is gone', async () => {
  // Somebody keeps the process: the pause itself does not.
  const keeper = setInterval(() => undefined, 1_000);
  expect(await untilWritten(failing('busy', 'full', 'busy'), 1)).toBe('written');
  clearInterval(keeper);
});

it.each<WhyUnwritten>(['closed', 'latched', 'unknown'])('gives up where the ledger is %s', async (reason) => {
  await expect(untilWritten(failing('busy', reason), 1)).rejects.toMatchObject({ reason });
});
