import { join } from 'node:path';
import { openDesk, type RunningDesk } from '../src/app/open-desk.ts';
import { routes } from '../src/app/routes.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { DeskError } from '../src/platform/errors.ts';
import { parseInput } from '../src/platform/http/parse-input.ts';
import { RawJson } from '../src/platform/http/raw-json.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { plantInto } from './plant/plant.ts';
import { HoldMeter } from './scale/hold-meter.ts';
import { addJobAndInvoice, type WalkedList, walkedLists } from './scale/lists.ts';
import { seededFolder } from './seed/served-desk.ts';
import { benchEnvironment } from './sync/bench-environment.ts';

export const name = 'scale';

/** What no read may take of the main thread, ms. */
const LONGEST_MS = 20;
const PAGE = 25;
/** The longest page that the API gives. */
const LONGEST_PAGE = 1_000;

interface Asked {
  query: string;
  /** The longest hold of the event loop, processor time in ms. */
  hold: number;
  /** Until the answer, ms. */
  took: number;
  /** The code of a refusal; null for a page. */
  refused: string | null;
}

/** Every filter, sort and place of a list: the first page, pages down to its end, and the longest page there is. */
function* questions({ spec, filters, rows }: WalkedList): Generator<Record<string, string>> {
  const places = [0, 0.09, 0.6, 0.95].map((place) => Math.floor(rows * place));
  const pages = [...new Set(places)].map((at) => [at, at + PAGE - 1]);
  for (const filter of filters)
    for (const sort of spec.sorts)
      for (const order of ['ASC', 'DESC'])
        for (const range of [...pages, [0, LONGEST_PAGE - 1]])
          yield {
            filter: JSON.stringify(filter),
            sort: JSON.stringify([sort, order]),
            range: JSON.stringify(range),
          };
}

/** Asks as the API does, from the query's text to the bytes of the answer. */
async function ask(
  desk: RunningDesk,
  list: WalkedList,
  query: Record<string, string>,
): Promise<string | null> {
  const route = routes.find(({ method, path }) => method === 'get' && path === list.path);
  if (route === undefined) throw new Error(`no route ${list.path}`);
  const actor = 'user:walk' as const;
  const who = { kind: 'user', name: 'walk', role: list.role, actor, origin: 'user' } as const;
  const none: never = undefined as never;
  try {
    const answer = await route.handle({
      desk,
      who,
      auth: null,
      services: none,
      gone: new AbortController().signal,
      params: route.params ? parseInput(route.params, list.params) : undefined,
      query: route.query ? parseInput(route.query, query) : undefined,
      body: undefined,
      req: none,
      res: none,
    });
    const body = answer?.body;
    if (!(body instanceof RawJson)) JSON.stringify(body);
    return null;
  } catch (error) {
    if (error instanceof DeskError) return error.code;
    throw error;
  }
}

async function walk(desk: RunningDesk, meter: HoldMeter, list: WalkedList): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const query of questions(list)) {
    // What is compiled and read from the disk the first time is not the question's.
    await ask(desk, list, query);
    await meter.begin();
    const startedAt = performance.now();
    const refused = await ask(desk, list, query);
    const took = performance.now() - startedAt;
    asked.push({ query: Object.values(query).join(' '), hold: await meter.longest(), took, refused });
  }
  return asked;
}

function rowsOf(list: WalkedList, asked: readonly Asked[]): { rows: BenchRow[]; notes: string[] } {
  const holds = asked.toSorted((a, b) => b.hold - a.hold);
  const slowest = asked.toSorted((a, b) => b.took - a.took);
  const [longest] = holds;
  const most = longest?.hold ?? 0;
  const row = (metric: string, value: number): BenchRow => ({ metric, value, unit: 'ms' });
  const refusals = [...new Set(asked.flatMap(({ refused }) => refused ?? []))]
    .map((code) => `${asked.filter(({ refused }) => refused === code).length} × ${code}`)
    .join(', ');
  return {
    rows: [
      {
        ...row(`${list.name}: ${asked.length} questions, the longest hold`, most),
        target: `≤ ${LONGEST_MS}`,
        met: most <= LONGEST_MS,
      },
      row('  … 99 %', holds[Math.floor(holds.length / 100)]?.hold ?? 0),
      row('  … median', holds[holds.length >> 1]?.hold ?? 0),
      row('  answered, median', slowest[slowest.length >> 1]?.took ?? 0),
      row('  … the longest', slowest[0]?.took ?? 0),
    ],
    notes: [
      `${list.name}: held longest by ${longest?.query ?? ''}; slowest ${slowest[0]?.query ?? ''}${refusals === '' ? '' : `; refused: ${refusals}`}`,
    ],
  };
}

/**
 * Every filter, sort and place of each list that has no bound, asked of a desk in this process: how long the event loop was held.
 * `BENCH_LISTS=calls,audit` walks these alone.
 */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const orders = quick ? 1_000 : Math.ceil(1_000_000 * Number(process.env.BENCH_SCALE ?? 1));
  const { folder, remove } = await seededFolder(orders);
  addJobAndInvoice(join(folder, 'desk.db'));
  const config = readConfig(benchEnvironment(folder, 'http://127.0.0.1:9'));
  const desk = await openDesk(config, { logLevel: 'silent' });
  const meter = new HoldMeter();
  try {
    const wanted = process.env.BENCH_LISTS?.split(',');
    const lists = walkedLists(desk.reader).filter(({ name }) => wanted?.includes(name) ?? true);
    await desk.audit.search().ready;
    while (desk.audit.search().lag() > 0) await new Promise((resolve) => setTimeout(resolve, 200));
    plantInto(desk.reads);
    const found: ReturnType<typeof rowsOf>[] = [];
    for (const list of lists) found.push(rowsOf(list, await walk(desk, meter, list)));
    return {
      rows: found.flatMap(({ rows }) => rows),
      notes: [
        `${orders} orders; every filter × sort × place, and pages of ${LONGEST_PAGE}; holds in processor time of the main thread`,
        ...found.flatMap(({ notes }) => notes),
      ],
    };
  } finally {
    meter.stop();
    await desk.close();
    remove();
  }
}
