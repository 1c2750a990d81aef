// Writes one entry, says so in the file `marker`, writes a second one (into which strace puts a fault) and a third, and prints what
// came of each. Ends without closing, as a crash would.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLedger } from '../../src/app/start-ledger.ts';
import { LedgerUnavailable } from '../../src/platform/ledger/errors.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';

const [folder = ''] = process.argv.slice(2);
const keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
const ledger = await startLedger({
  databasePath: join(folder, 'desk.db'),
  keys,
  clock: { now: () => Date.now() },
});

async function append(target: string): Promise<string> {
  try {
    await ledger.record(
      [],
      [
        {
          action: 'settings.change',
          actor: 'system',
          target,
          subject: `subject of ${target}`,
          sealed: { text: 'x'.repeat(20_000) },
        },
      ],
    );
    return 'written';
  } catch (error) {
    return error instanceof LedgerUnavailable ? error.reason : String(error);
  }
}

const first = await append('first');
appendFileSync(join(folder, 'marker'), 'begin\n');
const second = await append('second');
appendFileSync(join(folder, 'marker'), 'end\n');
const third = await append('third');
process.stdout.write(`${JSON.stringify({ first, second, third, state: ledger.state })}\n`);
process.exit(0);
