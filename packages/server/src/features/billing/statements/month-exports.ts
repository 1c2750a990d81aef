import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { MonthExportView } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import { SharedWork } from '../../../platform/shared-work.ts';
import type { FileLanguage } from '../../../platform/tables/made-file.ts';
import { unlessGone } from '../../../platform/unless-gone.ts';
import { writeMonth } from './write-month.ts';

/** Exports made at once by all users together: each takes a thread and its memory. */
const AT_ONCE = 2;
/** Exports kept per user; the oldest goes for one more. */
const KEPT = 5;
/** How long a made file waits to be taken, ms. */
const KEPT_MS = 2 * 60 * 60 * 1000;

/** The statements of a month as one ZIP, being made or made. */
interface MonthExport {
  readonly id: string;
  readonly by: string;
  readonly period: Period;
  /** Null: each in the language of its customer. */
  readonly language: FileLanguage | null;
  readonly path: string;
  readonly startedAt: number;
  readonly wanted: SharedWork;
  state: MonthExportView['state'];
  done: number;
  of: number;
  bytes: number;
  /** Why it failed, for programs. */
  code: string | null;
  /** Settles when it is made, stopped or failed. */
  ended: Promise<void>;
}

const known = new WeakMap<Ledger, Map<string, MonthExport>>();

function exportsOf(desk: Desk): Map<string, MonthExport> {
  const exports = known.get(desk.ledger) ?? new Map<string, MonthExport>();
  known.set(desk.ledger, exports);
  return exports;
}

function viewOf(one: MonthExport): MonthExportView {
  const { id, period, language, state, done, of, bytes, code } = one;
  return { id, period, language, state, done, of, bytes, code, startedAt: iso(one.startedAt) };
}

async function drop(desk: Desk, one: MonthExport): Promise<void> {
  exportsOf(desk).delete(one.id);
  await rm(one.path, { force: true });
}

/** Deletes what nobody took in time, what is too much for its user, and what a desk before this one left behind. */
async function sweep(desk: Desk, folder: string, by: string): Promise<void> {
  const all = [...exportsOf(desk).values()].filter(({ state }) => state !== 'running');
  const late = all.filter(({ startedAt }) => desk.clock.now() - startedAt > KEPT_MS);
  const own = all.filter((each) => each.by === by);
  for (const one of [...late, ...own.slice(0, Math.max(0, own.length + 1 - KEPT))]) await drop(desk, one);
  for (const name of await readdir(folder)) {
    if (!exportsOf(desk).has(basename(name, '.zip'))) await rm(join(folder, name), { force: true });
  }
}

function refuse(running: readonly MonthExport[], by: string): void {
  if (running.some((each) => each.by === by)) {
    throw new Conflict('export_running', 'Another export of yours is under way: wait for it or stop it.');
  }
  if (running.length >= AT_ONCE) {
    throw new Conflict('exports_full', `${AT_ONCE} exports are under way already: try again shortly.`);
  }
}

async function carryOut(desk: Desk, who: Principal, one: MonthExport): Promise<void> {
  const { stopped } = one.wanted;
  try {
    const folder = dirname(one.path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await sweep(desk, folder, one.by);
    await writeMonth(desk, who, { ...one, stopped }, (done, of, bytes) =>
      Object.assign(one, { done, of, bytes }),
    );
    one.state = 'done';
  } catch (error) {
    one.state = stopped.aborted ? 'stopped' : 'failed';
    one.code = stopped.aborted ? null : error instanceof Conflict ? error.code : 'export_failed';
    if (one.code === 'export_failed')
      desk.log.error({ err: error }, 'the statements of a month could not be written');
    await rm(one.path, { force: true });
  }
}

/**
 * Begins the ZIP of a month's statements; whoever asks for the same again while it is under way joins it. It stops when all
 * are `gone` who wait for it, where nobody asked for it without.
 * @throws Conflict `export_running` when its user has another, `exports_full`
 */
export function beginMonthExport(
  desk: Desk,
  who: Principal,
  period: Period,
  language: FileLanguage | null,
  gone?: AbortSignal,
): MonthExportView {
  const running = [...exportsOf(desk).values()].filter(({ state }) => state === 'running');
  const same = running.find(
    (each) =>
      each.by === who.name &&
      each.period === period &&
      each.language === language &&
      !each.wanted.stopped.aborted,
  );
  same?.wanted.join(gone);
  if (same !== undefined) return viewOf(same);
  refuse(running, who.name);
  const id = randomUUID();
  const one: MonthExport = {
    id,
    by: who.name,
    period,
    language,
    path: join(desk.config.dataDir, 'exports', `${id}.zip`),
    startedAt: desk.clock.now(),
    wanted: new SharedWork(),
    state: 'running',
    done: 0,
    of: 0,
    bytes: 0,
    code: null,
    ended: Promise.resolve(),
  };
  one.wanted.join(gone);
  exportsOf(desk).set(id, one);
  one.ended = carryOut(desk, who, one);
  return viewOf(one);
}

function ownExport(desk: Desk, who: Principal, id: string): MonthExport {
  const one = exportsOf(desk).get(id);
  if (one?.by === who.name) return one;
  throw new NotFound('export_not_found', 'This export is not here any more: begin it again.');
}

/** Exports of whoever asks, the newest first. */
export function listMonthExports(desk: Desk, who: Principal): MonthExportView[] {
  const own = [...exportsOf(desk).values()].filter(({ by }) => by === who.name);
  return own.reverse().map(viewOf);
}

/** How far an export has come. @throws NotFound when it is gone or another's */
export function readMonthExport(desk: Desk, who: Principal, id: string): MonthExportView {
  return viewOf(ownExport(desk, who, id));
}

/** Stops an export; nothing of it stays. @throws NotFound */
export async function stopMonthExport(desk: Desk, who: Principal, id: string): Promise<MonthExportView> {
  const one = ownExport(desk, who, id);
  one.wanted.stop();
  await one.ended;
  return viewOf(one);
}

/**
 * Where the file of an export lies once it is made, waited for where it is not yet.
 * @throws NotFound, Conflict with why there is none, the reason of `gone`
 */
export async function madeMonthExport(
  desk: Desk,
  who: Principal,
  id: string,
  gone: AbortSignal,
): Promise<MonthExport> {
  const one = ownExport(desk, who, id);
  await unlessGone(one.ended, gone);
  if (one.state === 'done') return one;
  if (one.state === 'stopped') throw new Conflict('export_stopped', 'It was stopped; begin it again.');
  throw new Conflict(one.code ?? 'export_failed', 'The statements could not be written: try again.');
}
