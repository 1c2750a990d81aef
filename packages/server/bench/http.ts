import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BESIDE_ORDER, columnOf, ROW_JSON, STORED_FIELDS } from '../src/features/orders/order-columns.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { LIST, load, login, mainThreadMs, type Spread, type Target } from './http/load.ts';
import { type Peers, startPeers } from './http/peers.ts';
import { type ServedDesk, serveSeeded } from './seed/served-desk.ts';

export const name = 'http';

const FLOORS = fileURLToPath(new URL('./http/floors.mjs', import.meta.url));
/** Connections: one, and many that begin at once. */
const ONE = 1;
const MANY = 50;
const ROUNDS = 5;
/** What is asked of the list: shares of the floors, how many times a peer, and how much slower a million orders may be. */
const AIMS = { bare: 0.2, equal: 0.5, directus: 15, growth: 1.5 } as const;

/** Something that answers a page of orders, and its main thread where that is measured. */
interface Contestant extends Target {
  name: string;
  pid?: () => number;
}

/** What a contestant did in each round. */
interface Course {
  one: Spread[];
  many: Spread[];
  /** Processor time of its main thread for a request while many ask, ms. */
  cpu: number[];
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const FIRST = '(SELECT id FROM orders ORDER BY created_at DESC, id DESC LIMIT 25) page';

/** The statements of the floors; `keys` are the fields of a row of the desk's. */
function statementsOf(keys: readonly string[]) {
  const columns = STORED_FIELDS.filter((field) => keys.includes(field)).map(columnOf);
  const members = columns.map((column) => `'${column}', ${column}`).join(', ');
  return {
    columns,
    bare: `SELECT json_group_array(json_object(${members}))
      FROM (SELECT * FROM orders ORDER BY created_at DESC, id DESC LIMIT 25)`,
    equal: `SELECT CAST('[' || group_concat(json, ',') || ']' AS BLOB) FROM (SELECT ${ROW_JSON.masked} AS json
      FROM ${FIRST} CROSS JOIN orders o ON o.id = page.id ${BESIDE_ORDER})`,
    total: "SELECT value FROM counters WHERE name = 'orders'",
  };
}

async function startFloors(
  path: string,
  statements: Record<'bare' | 'equal' | 'total', string>,
): Promise<{ child: ChildProcess; contestants: Contestant[] }> {
  const child = fork(FLOORS);
  child.send({ path, ...statements });
  const [urls] = (await once(child, 'message')) as [Record<string, string>];
  const pid = () => child.pid ?? 0;
  const contestants = Object.entries(urls).map(([name, url]) => ({ name, url, path: '/', headers: {}, pid }));
  return { child, contestants };
}

/** Each in turn, in every round: what the neighbours on the machine do, they do to all. */
async function race(
  contestants: readonly Contestant[],
  rounds: number,
  ms: number,
): Promise<Map<string, Course>> {
  const courses = new Map(contestants.map(({ name }) => [name, { one: [], many: [], cpu: [] } as Course]));
  for (const one of contestants) await load(one, 4, ms);
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of contestants) {
      const course = courses.get(contestant.name);
      course?.one.push(await load(contestant, ONE, ms));
      const before = mainThreadMs(contestant.pid?.() ?? 0);
      const many = await load(contestant, MANY, ms);
      course?.many.push(many);
      course?.cpu.push((mainThreadMs(contestant.pid?.() ?? 0) - before) / ((many.perSecond * ms) / 1_000));
    }
  }
  return courses;
}

function rowsOf(title: string, { one, many, cpu }: Course): BenchRow[] {
  const of = (spreads: readonly Spread[], part: keyof Spread) => median(spreads.map((one) => one[part]));
  const ms = (metric: string, value: number): BenchRow => ({ metric, value, unit: 'ms' });
  return [
    { metric: `${title}, 1 connection`, value: of(one, 'perSecond'), unit: '/s' },
    ms('  median', of(one, 'p50')),
    ms('  p99', of(one, 'p99')),
    { metric: `${title}, ${MANY} at once`, value: of(many, 'perSecond'), unit: '/s' },
    ms('  median', of(many, 'p50')),
    ms('  p99', of(many, 'p99')),
    ...(Number.isNaN(median(cpu)) ? [] : [ms('  processor time of a request', median(cpu))]),
  ];
}

/** The median, over the rounds, of what `of` gives for both in the same round. */
function ratio(a: Course, b: Course, of: (course: Course, round: number) => number): number {
  return median(a.many.map((_, round) => of(a, round) / of(b, round)));
}

const speed = (many: 'one' | 'many') => (course: Course, round: number) =>
  course[many][round]?.perSecond ?? 0;

function aim(metric: string, value: number, least: number): BenchRow {
  return { metric, value, unit: '×', target: `≥ ${least}`, met: value >= least };
}

function comparedWith(desk: Course, floors: Map<string, Course>): BenchRow[] {
  return [...floors].flatMap(([name, floor]): BenchRow[] => {
    const least = name === 'bare' || name === 'equal' || name === 'directus' ? AIMS[name] : null;
    const found = ratio(desk, floor, speed('many'));
    const one = ratio(desk, floor, speed('one'));
    const byTime = ratio(floor, desk, (course, round) => course.cpu[round] ?? Number.NaN);
    const title = `the desk in ${name}s, ${MANY} at once`;
    return [
      least === null ? { metric: title, value: found, unit: '×' } : aim(title, found, least),
      { metric: '  1 connection', value: one, unit: '×' },
      ...(Number.isNaN(byTime) ? [] : [{ metric: '  by processor time', value: byTime, unit: '×' }]),
    ];
  });
}

/** How much slower the second desk's slowest are, in the same rounds. */
function growth(small: Course, large: Course): BenchRow[] {
  return (['one', 'many'] as const).map((many) => {
    const value = ratio(large, small, (course, round) => course[many][round]?.p99 ?? 0);
    const metric = `p99 at most orders, in those at fewest, ${many === 'one' ? ONE : MANY} at once`;
    return { metric, value, unit: '×', target: `≤ ${AIMS.growth}`, met: value <= AIMS.growth };
  });
}

async function contestantOf(desk: ServedDesk, orders: number): Promise<Contestant> {
  const cookie = await login(desk.url);
  return { name: `${orders} orders`, url: desk.url, path: LIST, headers: { cookie }, pid: desk.pid };
}

function peerContestants({ targets }: Peers): Contestant[] {
  return Object.entries(targets).flatMap(([name, target]) => (target ? [{ ...target, name }] : []));
}

/** The order list of a small and a large desk over HTTP beside floors and, with `BENCH_PEERS=yes`, peers over the same orders. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const scale = Number(process.env.BENCH_SCALE ?? 1);
  const [few, most] = quick ? [500, 1_000] : [10_000, Math.ceil(1_000_000 * scale)];
  const [rounds, ms] = quick ? [1, 200] : [ROUNDS, 1_500];
  const running: { stop(): void }[] = [];
  try {
    const desks: ServedDesk[] = [];
    for (const orders of [few, most]) {
      const desk = await serveSeeded(orders);
      running.push(desk);
      await desk.indexed();
      desks.push(desk);
    }
    const [small, large] = desks;
    if (small === undefined || large === undefined) throw new Error('no desk');
    const own = [await contestantOf(small, few), await contestantOf(large, most)];
    const sample = await (await fetch(large.url + LIST, { headers: own[1]?.headers ?? {} })).text();
    const [row] = JSON.parse(sample) as object[];
    const { columns, ...statements } = statementsOf(Object.keys(row ?? {}));
    const path = join(large.folder, 'desk.db');
    const floors = await startFloors(path, statements);
    running.push({ stop: () => void floors.child.kill() });
    await insistOnEqualWork(floors.contestants, sample);
    const peers = process.env.BENCH_PEERS === 'yes' ? await startPeers(path, columns) : null;
    if (peers) running.push(peers);
    const others = [...floors.contestants, ...(peers ? peerContestants(peers) : [])];
    const courses = await race([...own, ...others], rounds, ms);
    const [one, two] = own.map(({ name }) => courses.get(name));
    if (one === undefined || two === undefined) throw new Error('no course');
    const beside = new Map(others.flatMap(({ name }) => [[name, courses.get(name) ?? one] as const]));
    return {
      rows: [
        ...[...courses].flatMap(([name, course]) => rowsOf(name, course)),
        ...comparedWith(two, beside),
        ...growth(one, two),
      ],
      notes: [
        `a page of ${Math.round(sample.length / 1024)} kB; ${rounds} rounds of ${ms} ms each in turn, medians; floors${peers ? ' and peers' : ''} over the ${most} orders`,
        'bare: stored columns by node:http, no login; express: the same by Express; equal: the same bytes by the same statement and node:http',
        ...(peers?.lacking ?? []),
        `load of the machine at the end: ${loadavg()
          .map((one) => one.toFixed(1))
          .join(', ')}`,
      ],
    };
  } finally {
    for (const one of running.toReversed()) one.stop();
  }
}

/** The floor of equal work gives what the desk gives. @throws Error where it does not */
async function insistOnEqualWork(floors: readonly Contestant[], sample: string): Promise<void> {
  const equal = floors.find(({ name }) => name === 'equal');
  const given = await (await fetch(equal?.url ?? '')).text();
  if (given !== sample) throw new Error('The floor of equal work does not give what the desk gives.');
}
