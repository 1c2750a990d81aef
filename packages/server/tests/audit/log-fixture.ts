import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EntryDraft } from '../../src/platform/ledger/entry-draft.ts';
import { type AuditKeys, loadOrCreateKeys, verifierKeyText } from '../../src/platform/ledger/key-file.ts';
import type { Ledger } from '../../src/platform/ledger/ledger.ts';
import { migrateFile } from '../../src/platform/ledger/open-for-writing.ts';
import type { CloseCall, OpenCall } from '../../src/platform/recorder/changes.ts';
import { ledgerOnThisThread } from '../ledger/on-this-thread.ts';

/** Fixed start of the fixture's clock. */
export const START = Date.parse('2026-03-02T08:00:00.000Z');

const SUBJECT = 'c0ffee00-0000-4000-8000-000000000001';

/** A data folder with a ledger of its own, and a clock that the test moves. */
export interface LogFixture {
  folder: string;
  path: string;
  keys: AuditKeys;
  vkey: string;
  ledger: Ledger;
  clock: { now(): number; move(ms: number): void };
  /** Closes the ledger, so that the file alone holds everything. */
  close(): Promise<void>;
  remove(): void;
}

/** A new log; its folder lies in `above`, which may be in memory unless said otherwise. */
export async function openLog({
  above = tmpdir(),
  ...options
}: {
  above?: string;
  maxPageCount?: number;
} = {}): Promise<LogFixture> {
  const folder = mkdtempSync(join(above, 'srs-desk-audit-'));
  const path = join(folder, 'desk.db');
  const keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
  migrateFile(path);
  let now = START;
  const clock = {
    now: () => now,
    move: (ms: number) => {
      now += ms;
    },
  };
  const ledger = await ledgerOnThisThread({ databasePath: path, keys, clock, ...options });
  return {
    folder,
    path,
    keys,
    vkey: verifierKeyText(keys),
    ledger,
    clock,
    close: () => ledger.close(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function openCall(n: number, over: Partial<OpenCall> = {}): OpenCall {
  return {
    startedAt: START + n * 1000,
    operation: 'get_status',
    httpMethod: 'GET',
    url: `http://srs.test/api/identifications/r-${n}`,
    refId: `r-${n}`,
    orderId: null,
    externalId: null,
    actor: 'sync',
    origin: 'sync',
    attempt: 1,
    correlationId: `c-${n}`,
    subject: SUBJECT,
    detail: { requestHeaders: { accept: 'application/json' } },
    sealed: { requestBody: 'Muster' },
    ...over,
  };
}

export function closeCall(callId: number, n: number, over: Partial<CloseCall> = {}): CloseCall {
  return {
    callId,
    finishedAt: START + n * 1000 + 50,
    outcome: 'ok',
    httpStatus: 200,
    durationMs: 50,
    refId: null,
    orderId: `o-${n}`,
    externalId: 'ACME',
    subject: null,
    detail: {},
    sealed: { responseBody: '{"mobile":"+41790000001"}' },
    ...over,
  };
}

export function act(n: number): EntryDraft {
  return {
    action: 'order.cancel',
    actor: 'user:admin',
    origin: 'user',
    refId: `r-${n}`,
    orderId: `o-${n}`,
    externalId: 'ACME',
    target: `/orders/r-${n}`,
    outcome: 'ok',
    operation: 'cancel_order',
    subject: SUBJECT,
    detail: { reason: 'duplicate', changes: [{ field: 'status', before: 'created', after: 'cancelled' }] },
    sealed: { note: `person ${n}` },
  };
}

/** Writes `count` rounds of one call (intent, outcome) and one act: three entries each, `every` ms. */
export async function fill(log: LogFixture, count: number, from = 1, every = 1000): Promise<void> {
  for (let n = from; n < from + count; n++) {
    const opened = await log.ledger.record(
      [{ name: 'call.open', args: openCall(n, { startedAt: START + n * every }) }],
      [],
    );
    if (!opened.ok) throw new Error(opened.code);
    const { callId } = opened.results[0];
    await log.ledger.record(
      [{ name: 'call.close', args: closeCall(callId, n, { finishedAt: START + n * every + 50 }) }],
      [act(n)],
    );
    log.clock.move(every);
  }
}

let copies = 0;

/** A copy of a closed log's file, to be spoilt. */
export function copyOf(path: string): string {
  const copy = `${path}.copy-${copies++}.db`;
  copyFileSync(path, copy);
  return copy;
}

/** Runs SQL on the file as whoever holds it may, past everything the desk would ask. */
export function runSql(path: string, sql: string): void {
  const database = new Database(path);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

/** Holds the file's write lock, as somebody with the `sqlite3` shell might; gives what lets it go. */
export function holdLocked(path: string): () => void {
  const database = new Database(path);
  database.exec('BEGIN IMMEDIATE');
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}

/** Runs SQL as an intruder with the `sqlite3` shell's powers would, the append-only triggers dropped first. */
export function intrude(path: string, sql: string): void {
  const triggers = ['entries_chain', 'entries_no_update', 'entries_no_delete'];
  const drop = triggers.map((name) => `DROP TRIGGER IF EXISTS ${name};`).join(' ');
  runSql(path, `${drop}\n${sql}`);
}
