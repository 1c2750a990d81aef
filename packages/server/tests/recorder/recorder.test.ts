import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLedger } from '../../src/app/start-ledger.ts';
import { migrateDatabase } from '../../src/platform/db/migrate.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import { LedgerUnavailable } from '../../src/platform/ledger/errors.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';
import type { Ledger } from '../../src/platform/ledger/ledger.ts';
import { openForWriting } from '../../src/platform/ledger/open-for-writing.ts';
import { unwrap } from '../../src/platform/ledger/unwrap.ts';
import {
  type CallSubject,
  type OutboundRequest,
  OutcomeUnrecorded,
} from '../../src/platform/recorder/call.ts';
import { Recorder } from '../../src/platform/recorder/recorder.ts';

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

const get: OutboundRequest = {
  upstream: 'srs',
  method: 'GET',
  path: '/api/identifications/r-1',
  headers: {},
  timeoutMs: 10_000,
};
const subject: CallSubject = {
  operation: 'get_status',
  actor: 'sync',
  origin: 'sync',
  refId: 'r-1',
  subject: 'c0ffee00-0000-4000-8000-000000000001',
  attempt: 1,
};

describe('the recorder', () => {
  let folder: string;
  let ledger: Ledger;
  let reader: Reader;
  let upstream: Server;
  let url: string;
  let handler: Handler;
  let received: number;
  let recorder: Recorder;

  const recorderOn = (on: Pick<Ledger, 'record'>): Recorder =>
    new Recorder({ ledger: on, clock: { now: () => Date.now() }, urls: { srs: url } });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'srs-recorder-'));
    const databasePath = join(folder, 'desk.db');
    const database = openForWriting(databasePath);
    migrateDatabase(database);
    database.close();
    const keys = loadOrCreateKeys(join(folder, 'audit-key.json'));
    ledger = await startLedger({ databasePath, keys, clock: { now: () => Date.now() } });
    reader = openReader(databasePath);
    received = 0;
    upstream = createServer((req, res) => {
      received += 1;
      handler(req, res);
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    recorder = recorderOn(ledger);
  });

  afterEach(async () => {
    await recorder.close();
    upstream.closeAllConnections();
    await new Promise((resolve) => upstream.close(resolve));
    reader.close();
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const rows = () => reader.connection.sql('SELECT outcome, http_status FROM calls ORDER BY id').raw().all();

  it('has the intent on disk before the first byte is sent', async () => {
    let seen: unknown;
    handler = (_, res) => {
      seen = rows();
      res.end('{"status":"CREATED"}');
    };
    const call = await recorder.call(get, subject, () => ({}));
    expect(seen).toEqual([['in_flight', null]]);
    expect(call.exchange).toMatchObject({ kind: 'answer', status: 200 });
    expect(rows()).toEqual([['ok', 200]]);
  });

  it('makes a call whose intent was written with something else, or tells that it was not sent', async () => {
    let seen: unknown;
    handler = (_, res) => {
      seen = rows();
      res.end('{}');
    };
    const first = await recorder.call(get, subject, () => ({}));
    const write = async () => {
      const drafted = recorder.draft(get, subject);
      if (drafted === null) throw new Error('nothing waits to be written');
      expect(received).toBe(1);
      const { callId, subject: intentSubject } = unwrap(await ledger.record([drafted.intent], [])).results[0];
      return { ...drafted, callId, intentSubject };
    };
    await recorder.drop(await write());
    expect(received).toBe(1);
    const third = await write();
    const made = await recorder.carryOut(third, () => ({}));
    expect(made).toMatchObject({ callId: first.callId + 2, exchange: { status: 200 } });
    expect(seen).toEqual([
      ['ok', 200],
      ['network_error', null],
      ['in_flight', null],
    ]);
    await expect(recorder.drop(third)).resolves.toBeUndefined();
    expect(rows()).toEqual([
      ['ok', 200],
      ['network_error', null],
      ['ok', 200],
    ]);
  });

  it('lets a call wait for its turn between its intent and its first byte', async () => {
    handler = (_, res) => res.end('{}');
    let seen: unknown;
    await recorder.call(
      get,
      subject,
      () => ({}),
      async () => {
        seen = { rows: rows(), received };
      },
    );
    expect(seen).toEqual({ rows: [['in_flight', null]], received: 0 });
    expect(received).toBe(1);
  });

  it('sends the correlation id that it recorded', async () => {
    let sent: unknown;
    handler = (req, res) => {
      sent = req.headers['x-correlation-id'];
      res.end('{}');
    };
    const call = await recorder.call(get, subject, () => ({}));
    expect(sent).toBe(call.correlationId);
    expect(reader.connection.sql('SELECT correlation_id FROM calls').pluck().get()).toBe(sent);
  });

  const faults: [string, Handler, string, number | null][] = [
    ['an error status', (_, res) => res.writeHead(503).end('busy'), 'http_error', 503],
    ['silence', () => undefined, 'timeout', null],
    ['a slow drip', (_, res) => void res.write('x'), 'timeout', null],
    ['a connection cut before the answer', (req) => void req.socket.destroy(), 'network_error', null],
    [
      'a redirect, which is not followed',
      (_, res) => res.writeHead(302, { location: '/elsewhere' }).end(),
      'ok',
      302,
    ],
    ['five megabytes', (_, res) => res.end('x'.repeat(5 * 1024 * 1024)), 'invalid_response', 200],
    [
      'a body cut in the middle',
      (req, res) => {
        res.writeHead(200, { 'content-length': '100' });
        res.write('{"status":');
        setTimeout(() => req.socket.destroy(), 20);
      },
      'network_error',
      null,
    ],
  ];
  it.each(faults)('records %s as a kind of its own', async (_, fault, outcome, status) => {
    handler = fault;
    await recorder.call({ ...get, timeoutMs: outcome === 'timeout' ? 400 : 10_000 }, subject, () => ({}));
    expect(rows()).toEqual([[outcome, status]]);
    expect(received).toBe(1);
  });

  it('marks an answer that its reader could not understand', async () => {
    handler = (_, res) => res.end('<html>');
    await recorder.call(get, subject, () => ({ invalid: 'not JSON' }));
    expect(rows()).toEqual([['invalid_response', 200]]);
  });

  it('lets the outcome stand alone when the conclusion’s guard refuses', async () => {
    handler = (_, res) => res.end('{}');
    const nothing = { callId: 99, finishedAt: 1, outcome: 'ok', httpStatus: 200, durationMs: 1 } as const;
    const ids = { refId: null, orderId: null, externalId: null, subject: null, detail: {}, sealed: null };
    const call = await recorder.call(get, subject, () => ({
      changes: [{ name: 'call.close', args: { ...nothing, ...ids } }],
    }));
    expect(call.concluded).toMatchObject({ ok: false, code: 'call_not_open' });
    expect(rows()).toEqual([['ok', 200]]);
  });

  it('sends nothing when the intent cannot be written', async () => {
    const broken = recorderOn({
      record: () => Promise.reject(new LedgerUnavailable('full', 'test')),
    });
    await expect(broken.call(get, subject, () => ({}))).rejects.toBeInstanceOf(LedgerUnavailable);
    expect(received).toBe(0);
    await broken.close();
  });

  it('owes an outcome that could not be written, sends nothing meanwhile, and pays before the next call', async () => {
    handler = (_, res) => res.end('{}');
    let failing = false;
    let records = 0;
    const flaky = recorderOn({
      record: (changes, entries) => {
        records += 1;
        if (failing) return Promise.reject(new LedgerUnavailable('full', 'test'));
        if (records === 1) failing = true;
        return ledger.record(changes, entries);
      },
    });
    await expect(flaky.call(get, subject, () => ({}))).rejects.toBeInstanceOf(OutcomeUnrecorded);
    expect(flaky.pendingOutcomes).toBe(1);
    await expect(flaky.call(get, subject, () => ({}))).rejects.toBeInstanceOf(LedgerUnavailable);
    expect(received).toBe(1);
    failing = false;
    await flaky.call(get, subject, () => ({}));
    expect(rows()).toEqual([
      ['ok', 200],
      ['ok', 200],
    ]);
    expect(flaky.pendingOutcomes).toBe(0);
    records = 0;
    await expect(flaky.call(get, subject, () => ({}))).rejects.toBeInstanceOf(OutcomeUnrecorded);
    await flaky.close();
    expect(rows().at(-1)).toEqual(['in_flight', null]);
    failing = false;
    await flaky.close();
    expect(rows().at(-1)).toEqual(['ok', 200]);
  });
});
