import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHash, zeroHash } from '@srs-desk/shared/audit/chain.ts';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLedger } from '../../src/app/start-ledger.ts';
import { migrateDatabase } from '../../src/platform/db/migrate.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import { createSealer } from '../../src/platform/ledger/create-sealer.ts';
import { LedgerMisuse, LedgerUnavailable } from '../../src/platform/ledger/errors.ts';
import { type AuditKeys, loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';
import { type Ledger, openLedger } from '../../src/platform/ledger/ledger.ts';
import { openForWriting } from '../../src/platform/ledger/open-for-writing.ts';
import { sha256 } from '../../src/platform/ledger/sha256.ts';
import type { CloseCall, OpenCall } from '../../src/platform/recorder/changes.ts';
import { entryTexts } from './entry-texts.ts';

const SUBJECT = 'c0ffee00-0000-4000-8000-000000000001';

function openCall(over: Partial<OpenCall> = {}): OpenCall {
  return {
    startedAt: 1_700_000_000_000,
    operation: 'get_status',
    httpMethod: 'GET',
    url: 'http://srs.test/api/identifications/r-1',
    refId: 'r-1',
    orderId: null,
    externalId: null,
    actor: 'sync',
    origin: 'sync',
    attempt: 1,
    correlationId: 'c-1',
    subject: SUBJECT,
    detail: {},
    sealed: { requestBody: 'Muster' },
    ...over,
  };
}

const closing = (callId: number): CloseCall => ({
  callId,
  finishedAt: 1_700_000_000_050,
  outcome: 'ok',
  httpStatus: 200,
  durationMs: 50,
  refId: null,
  orderId: 'o-1',
  externalId: null,
  subject: null,
  detail: {},
  sealed: { responseBody: '{"mobile":"+41790000001"}' },
});

describe('the ledger', () => {
  let folder: string;
  let path: string;
  let keys: AuditKeys;
  let ledger: Ledger;
  let reader: Reader;

  async function boot(maxPageCount?: number): Promise<void> {
    ledger = await startLedger({
      databasePath: path,
      keys,
      clock: { now: () => 1_700_000_000_100 },
      maxPageCount,
    });
    reader = openReader(path);
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'srs-ledger-'));
    path = join(folder, 'desk.db');
    keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
    const database = openForWriting(path);
    migrateDatabase(database);
    database.close();
    await boot();
  });

  afterEach(async () => {
    reader.close();
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const entries = (): string[] => entryTexts(reader);
  const hashes = (): Buffer[] =>
    reader.connection.sql('SELECT hash FROM entries ORDER BY seq').pluck().all() as Buffer[];

  function expectIntactChain(): void {
    const tree = MerkleFrontier.empty(sha256);
    let prev: Uint8Array = zeroHash();
    const texts = entries();
    for (const [index, hash] of hashes().entries()) {
      const text = texts[index] ?? '';
      const entry = parseEntry(text);
      expect(entry.seq).toBe(index + 1);
      expect(entry.prevHash).toBe(Buffer.from(prev).toString('hex'));
      expect(hash.equals(Buffer.from(leafHash(sha256, Buffer.from(text))))).toBe(true);
      prev = hash;
      tree.append(hash);
    }
    const kept = reader.connection.sql('SELECT size, frontier FROM tree_frontier').get() as {
      size: number;
      frontier: string;
    };
    expect(kept).toEqual({ size: entries().length, frontier: tree.serialise() });
  }

  it('chains entries in one sequence however many commands wait at once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 600 }, (_, n) =>
        ledger.record([{ name: 'call.open', args: openCall({ correlationId: `c-${n}` }) }], []),
      ),
    );
    expect(opened.every((one) => one.ok)).toBe(true);
    expect(entries()).toHaveLength(600);
    expect(reader.connection.sql('SELECT count(*), min(id), max(id) FROM calls').raw().get()).toEqual([
      600, 1, 600,
    ]);
    expectIntactChain();
  });

  it('writes intent and outcome of a call, ids on both, the body readable only through the sealer', async () => {
    const opened = await ledger.record([{ name: 'call.open', args: openCall() }], []);
    expect(opened).toMatchObject({ ok: true, results: [{ callId: 1, seq: 1 }] });
    const closed = await ledger.record([{ name: 'call.close', args: closing(1) }], []);
    expect(closed).toMatchObject({ ok: true, results: [{ seq: 2 }] });
    expect(
      reader.connection.sql('SELECT outcome, order_id, seq_intent, seq_outcome FROM calls').raw().get(),
    ).toEqual(['ok', 'o-1', 1, 2]);
    const [intent, outcome] = entries().map(parseEntry);
    expect(intent).toMatchObject({ action: 'call.intent', refId: 'r-1', callId: '1', subject: SUBJECT });
    expect(outcome).toMatchObject({ action: 'call.outcome', refId: 'r-1', orderId: 'o-1', outcome: 'ok' });
    expect(JSON.stringify(entries())).not.toMatch(/Muster|79000/);
    const sealer = createSealer(reader, keys);
    expect(intent && sealer.open(intent)).toEqual({ requestBody: 'Muster' });
    expect(outcome && sealer.open(outcome)).toEqual({ responseBody: '{"mobile":"+41790000001"}' });
    if (intent?.sealed !== undefined && outcome !== undefined) {
      const moved = { ...outcome, sealed: intent.sealed };
      expect(() => sealer.open(moved)).toThrow();
    }
  });

  it('undoes a refused command without a trace and leaves its neighbours in the group alone', async () => {
    const results = await Promise.all([
      ledger.record([{ name: 'call.open', args: openCall() }], []),
      ledger.record(
        [
          { name: 'call.open', args: openCall({ refId: 'undone' }) },
          { name: 'call.close', args: closing(999) },
        ],
        [],
      ),
      ledger.record([{ name: 'call.open', args: openCall({ refId: 'r-3' }) }], []),
    ]);
    expect(results[1]).toEqual({ ok: false, code: 'call_not_open', detail: { callId: 999 } });
    expect(reader.connection.sql('SELECT ref_id FROM calls ORDER BY id').pluck().all()).toEqual([
      'r-1',
      'r-3',
    ]);
    for (const callId of [1, 2])
      expect(await ledger.record([{ name: 'call.close', args: closing(callId) }], [])).toMatchObject({
        ok: true,
      });
    expect(await ledger.record([{ name: 'call.close', args: closing(2) }], [])).toMatchObject({
      ok: false,
      code: 'call_not_open',
    });
    expectIntactChain();
  });

  it('refuses programming errors: no entry, an unknown change, an entry that has no canonical form', async () => {
    await expect(ledger.record([], [])).rejects.toBeInstanceOf(LedgerMisuse);
    await expect(ledger.record([{ name: 'no.such' } as never], [])).rejects.toThrow(/unknown change/);
    await expect(ledger.record([{ name: '__proto__' } as never], [])).rejects.toThrow(/unknown change/);
    await expect(
      ledger.record([], [{ action: 'system.start', actor: 'system', detail: { half: 0.5 } }]),
    ).rejects.toBeInstanceOf(LedgerMisuse);
    await expect(ledger.recordWithoutEntry([{ name: 'call.open', args: openCall() }])).rejects.toThrow(
      /not bookkeeping/,
    );
    await expect(
      ledger.record([], [{ action: 'system.start', actor: 'system', sealed: { name: 'Muster' } }]),
    ).rejects.toThrow(/no subject/);
    expect(entries()).toHaveLength(0);
    await ledger.record([], [{ action: 'system.start', actor: 'system' }]);
    expectIntactChain();
  });

  it('goes on from the file after a restart, and signs a checkpoint when it closes', async () => {
    await ledger.record([], [{ action: 'system.start', actor: 'system' }]);
    reader.close();
    await ledger.close();
    await boot();
    expect(reader.connection.sql('SELECT size FROM checkpoints').pluck().all()).toEqual([1]);
    await ledger.record([], [{ action: 'system.start', actor: 'system' }]);
    expect(entries()).toHaveLength(2);
    expectIntactChain();
    const signed = await ledger.checkpoint();
    expect(signed?.size).toBe(2);
    expect(signed?.note).toContain(`${keys.name}\n2\n`);
    expect(await ledger.checkpoint()).toBeNull();
  });

  it('keeps the tree’s inner nodes, so that proofs need few reads', async () => {
    const drafts = Array.from({ length: 520 }, () => ({ action: 'system.start', actor: 'system' }) as const);
    await ledger.record([], drafts);
    expect(
      reader.connection.sql('SELECT level, position FROM tree_nodes ORDER BY position').raw().all(),
    ).toEqual([
      [8, 0],
      [8, 1],
    ]);
    expectIntactChain();
  });

  it('says so on a full disk, writes nothing by half, and goes on when there is space again', async () => {
    await ledger.record([], [{ action: 'system.start', actor: 'system' }]);
    const pages = reader.connection.sql('PRAGMA page_count').pluck().get() as number;
    reader.close();
    await ledger.close();
    await boot(pages + 4);
    const attempts = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        ledger.record(
          [{ name: 'call.open', args: openCall({ sealed: { body: 'x'.repeat(2_000), n } }) }],
          [],
        ),
      ),
    );
    const refused = attempts.filter((one) => one.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const one of refused)
      expect(one.reason).toMatchObject({ name: 'LedgerUnavailable', reason: 'full' });
    expect(ledger.state).toBe('full');
    expectIntactChain();
    const written = entries().length;
    reader.close();
    await ledger.close();
    await boot();
    await ledger.record([], [{ action: 'system.start', actor: 'system' }]);
    expect(entries().length).toBeGreaterThan(written);
    expect(ledger.state).toBe('ok');
    expectIntactChain();
  });

  it('never writes again under an erased subject, and what was sealed stays shut', async () => {
    await ledger.record([{ name: 'call.open', args: openCall() }], []);
    const database = openForWriting(path);
    database.prepare('UPDATE subject_keys SET wrapped = NULL, erased_at = 1').run();
    database.close();
    reader.close();
    await ledger.close();
    await boot();
    await ledger.record([{ name: 'call.open', args: openCall() }], []);
    const last = parseEntry(entries().at(-1) ?? '');
    const first = parseEntry(entries()[0] ?? '');
    expect(last.sealed).toBeUndefined();
    expect(last.detail).toMatchObject({ sealedOmitted: 'subject erased' });
    expect(createSealer(reader, keys).open(first)).toBeNull();
  });

  it('keeps a call with the order it was about, whatever Ref ID the answer names', async () => {
    const opened = await ledger.record([{ name: 'call.open', args: openCall() }], []);
    if (!opened.ok) throw new Error(opened.code);
    const { callId } = opened.results[0];
    await ledger.record([{ name: 'call.close', args: { ...closing(callId), refId: 'r-other' } }], []);
    expect(reader.connection.sql('SELECT ref_id FROM calls').pluck().all()).toEqual(['r-1']);
    expect(reader.connection.sql('SELECT ref_id FROM entries ORDER BY seq').pluck().all()).toEqual([
      'r-1',
      'r-1',
    ]);
  });

  it('moves a long write-ahead log into the file beside the writer, and leaves none behind when it closes', async () => {
    const wal = () =>
      reader.connection.sql('PRAGMA wal_checkpoint(NOOP)').get() as { log: number; checkpointed: number };
    const PAGE = 4_096;
    const pagesBefore = statSync(path).size / PAGE;
    for (let batch = 0; batch < 90; batch++) {
      const calls = Array.from({ length: 64 }, (_, n) =>
        openCall({ refId: `r-${batch}-${n}`, sealed: { body: 'x'.repeat(3_000) } }),
      );
      await Promise.all(calls.map((args) => ledger.record([{ name: 'call.open', args }], [])));
    }
    // Less than the writer waits for: what the file has gained, the thread has copied. Then the log may begin anew.
    expect(statSync(`${path}-wal`).size / PAGE).toBeLessThan(32_000);
    await expect.poll(() => statSync(path).size / PAGE - pagesBefore).toBeGreaterThan(2_000);
    await expect.poll(() => wal().log - wal().checkpointed).toBeLessThan(4_000);
    await ledger.close();
    expect(statSync(`${path}-wal`).size).toBe(0);
    expectIntactChain();
  });

  it('does not know what became of a command at which its writer ended, and takes none after that', async () => {
    const thread = Object.assign(new EventEmitter(), { postMessage: () => undefined });
    setImmediate(() => thread.emit('message'));
    const clock = { now: () => 1_700_000_000_100 };
    const alone = await openLedger({ databasePath: path, keys, clock, startWriter: () => thread });
    const record = () => alone.record([], [{ action: 'system.start', actor: 'system' }]);
    const underWay = record();
    await new Promise(setImmediate);
    const gathered = record();
    thread.emit('exit', 1);
    await expect(underWay).rejects.toMatchObject({ reason: 'unknown' });
    await expect(gathered).rejects.toMatchObject({ reason: 'latched' });
    await expect(record()).rejects.toMatchObject({ reason: 'latched' });
    await alone.close();
  });

  it('answers `closed` once it is closed', async () => {
    await ledger.close();
    await expect(ledger.record([], [{ action: 'system.start', actor: 'system' }])).rejects.toBeInstanceOf(
      LedgerUnavailable,
    );
  });
});
