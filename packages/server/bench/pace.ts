import type { Faults } from '@srs-desk/simulator/start-simulator.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { startBenchDesk } from './sync/bench-desk.ts';

export const name = 'pace';

type Limit = NonNullable<Faults['rateLimit']>;

interface Pace {
  /** Calls that SRS took, per second of the window. */
  perSecond: number;
  /** Share of 429 among all calls. */
  refused: number;
}

/** Runs the sync for `seconds` against a limit; counts what SRS let through in the last `windowSeconds`. */
async function measure(
  limit: Limit,
  known: number | null,
  seconds: number,
  windowSeconds: number,
): Promise<Pace> {
  const orders = Math.ceil(limit.perSecond * seconds * 1.2);
  const bench = await startBenchDesk({ srs: { limiter: { rateLimit: known } } });
  try {
    bench.simulator.simulation.setFaults({ rateLimit: limit });
    await bench.due(orders);
    const startedAt = Date.now();
    bench.desk.sync.start();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    const endedAt = Date.now();
    await bench.desk.sync.stop();
    const calls = [...bench.simulator.simulation.calls.since(0)].filter(
      ({ at }) => Date.parse(at) >= startedAt && Date.parse(at) < endedAt,
    );
    const from = endedAt - windowSeconds * 1_000;
    const passed = calls.filter(({ at, status }) => Date.parse(at) >= from && status !== 429).length;
    const refused = calls.filter(({ status }) => status === 429).length;
    return { perSecond: passed / windowSeconds, refused: refused / calls.length };
  } finally {
    await bench.close();
  }
}

/** How much of a rate limit the sync uses, known and unknown. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const perSecond = 100;
  const rows: BenchRow[] = [];
  const add = (what: string, pace: Pace, least: number, most429: number): void => {
    const share = pace.perSecond / perSecond;
    rows.push(
      {
        metric: `${what}: share of the limit`,
        value: share * 100,
        unit: '%',
        target: `≥ ${least * 100}`,
        met: share >= least,
      },
      {
        metric: `${what}: 429 over all calls`,
        value: pace.refused * 100,
        unit: '%',
        target: most429 === 0 ? '0' : `< ${most429 * 100}`,
        met: most429 === 0 ? pace.refused === 0 : pace.refused < most429,
      },
    );
  };
  const long = quick ? 6 : 60;
  const window = quick ? 3 : 30;
  const known = quick ? 4 : 20;
  for (const algorithm of ['fixed_window', 'token_bucket'] as const) {
    const limit: Limit = { perSecond, algorithm };
    add(`known limit, ${algorithm}`, await measure(limit, perSecond, known, known), 0.9, 0);
    add(`unknown limit, ${algorithm}`, await measure(limit, null, long, window), 0.75, 0.005);
  }
  return {
    rows,
    notes: [`limit ${perSecond}/s; known over ${known} s, unknown over the last ${window} of ${long} s`],
  };
}
