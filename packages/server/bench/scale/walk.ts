import type { Response } from 'express';
import type { RunningDesk } from '../../src/app/open-desk.ts';
import { routes } from '../../src/app/routes.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { DeskError } from '../../src/platform/errors.ts';
import { parseInput } from '../../src/platform/http/parse-input.ts';
import { RawJson } from '../../src/platform/http/raw-json.ts';
import type { Question } from './billing-questions.ts';
import type { HoldMeter } from './hold-meter.ts';
import type { WalkedList } from './lists.ts';

/** What no read may take of the main thread, ms. */
export const LONGEST_MS = 20;
const PAGE = 25;
/** The longest page that the API gives. */
export const LONGEST_PAGE = 1_000;

/** A question, and what became of it. */
export interface Asked {
  query: string;
  /** The longest hold of the event loop, processor time in ms. */
  hold: number;
  /** Until the answer, ms. */
  took: number;
  /** The code of a refusal; null for a page. */
  refused: string | null;
}

/** Pages of a list of so many rows: the first, pages down to its end, and the longest page there is; of a short walk the first. */
function pagesOf(rows: number, isWhole: boolean): [first: number, last: number][] {
  if (!isWhole) return [[0, PAGE - 1]];
  const places = new Set([0, 0.09, 0.6, 0.95].map((place) => Math.floor(rows * place)));
  return [...[...places].map((at): [number, number] => [at, at + PAGE - 1]), [0, LONGEST_PAGE - 1]];
}

/** Every filter of a list in every order at these pages; of a short walk in one direction. */
function* questions(
  { spec, filters, rows }: WalkedList,
  isWhole: boolean,
): Generator<Record<string, string>> {
  for (const filter of filters)
    for (const sort of spec.sorts)
      for (const order of isWhole ? ['ASC', 'DESC'] : ['DESC'])
        for (const range of pagesOf(rows, isWhole))
          yield {
            filter: JSON.stringify(filter),
            sort: JSON.stringify([sort, order]),
            range: JSON.stringify(range),
          };
}

/** Takes a file, as whoever downloads it. */
function sink(): Response {
  const response = { status: () => response, set: () => response, end: () => response };
  return response as unknown as Response;
}

/** Asks as the API does, from the query's text to the bytes of the answer. */
async function ask(
  desk: RunningDesk,
  { path, params, query, role = 'admin' }: Question & { role?: Principal['role'] },
): Promise<string | null> {
  const route = routes.find((each) => each.method === 'get' && each.path === path);
  if (route === undefined) throw new Error(`no route ${path}`);
  const actor = 'user:walk' as const;
  const who = { kind: 'user', name: 'walk', role, actor, origin: 'user' } as const;
  const none: never = undefined as never;
  try {
    const answer = await route.handle({
      desk,
      who,
      auth: null,
      services: none,
      gone: new AbortController().signal,
      params: route.params ? parseInput(route.params, params ?? {}) : undefined,
      query: route.query ? parseInput(route.query, query ?? {}) : undefined,
      body: undefined,
      req: none,
      res: sink(),
    });
    const body = answer?.body;
    if (!(body instanceof RawJson)) JSON.stringify(body);
    return null;
  } catch (error) {
    if (error instanceof DeskError) return error.code;
    throw error;
  }
}

async function measured(desk: RunningDesk, meter: HoldMeter, question: Question): Promise<Asked> {
  await meter.begin();
  const startedAt = performance.now();
  const refused = await ask(desk, question);
  const took = performance.now() - startedAt;
  const { path, query = {} } = question;
  return { query: [path, ...Object.values(query)].join(' '), hold: await meter.longest(), took, refused };
}

/** Asks each question twice: what is compiled and read from the disk the first time is not its own. */
export async function askAll(
  desk: RunningDesk,
  meter: HoldMeter,
  questions: readonly Question[],
): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const question of questions) {
    await ask(desk, question);
    asked.push(await measured(desk, meter, question));
  }
  return asked;
}

/**
 * Asks a list every question that it takes, in the whole walk each twice: what is compiled and read from the disk the first time is
 * not its own.
 */
export async function walk(
  desk: RunningDesk,
  meter: HoldMeter,
  list: WalkedList,
  isWhole = true,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const query of questions(list, isWhole)) {
    const question = { ...list, query };
    if (isWhole) await ask(desk, question);
    asked.push(await measured(desk, meter, question));
  }
  return asked;
}
