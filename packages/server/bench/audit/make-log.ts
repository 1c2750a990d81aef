import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Connection } from '../../src/platform/db/connection.ts';
import { migrateDatabase } from '../../src/platform/db/migrate.ts';
import { loadOrCreateKeys, verifierKeyText } from '../../src/platform/ledger/key-file.ts';
import { LogWriter } from '../../src/platform/ledger/log-writer.ts';
import { openForWriting } from '../../src/platform/ledger/open-for-writing.ts';
import { SubjectKeys } from '../../src/platform/ledger/subject-keys.ts';
import type { Tx } from '../../src/platform/ledger/tx.ts';
import { callChanges } from '../../src/platform/recorder/changes.ts';

/** A log made in bulk by the desk's own writer, without waiting for the disk. */
export interface MadeLog {
  path: string;
  vkey: string;
  /** Adds whole calls (two entries each) until the log has `entries`; gives entries per second. */
  growTo(entries: number): number;
  close(): void;
}

const START = Date.parse('2026-01-01T00:00:00.000Z');
const GROUP = 2_500;
const BODY = JSON.stringify({
  id: '4f2c6f0e-6a0f-4d67-9b5a-0d6f0a7f0001',
  status: 'SERVICE_PROVIDER_CREATED',
  firstName: 'Vorname',
  lastName: 'Nachname',
  mobile: '+41790000000',
  targetUrl: 'https://id.example.ch/identification/4f2c6f0e',
});

/** The calls of a made log are about orders that the desk does not know. */
const changes = callChanges({ idsOf: () => undefined, readAgain: () => undefined }, () => undefined);

/** Opens (or makes) a log in `folder`. */
export function makeLog(folder: string): MadeLog {
  const path = join(folder, 'desk.db');
  if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
  const keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
  const database = openForWriting(path);
  migrateDatabase(database);
  database.pragma('synchronous = OFF');
  const connection = new Connection(database);
  const subjects = new SubjectKeys(keys, connection);
  const log = new LogWriter(connection, keys, subjects);
  const tx: Tx = {
    now: START,
    undone: 0,
    connection,
    append: (draft) => log.append(draft, START),
    ensureSubject: () => undefined,
    seal: () => '',
    eraseSubject: () => false,
    rewrapSubjects: () => ({ upTo: null, rewrapped: 0 }),
    personToken: () => new Uint8Array(32),
    rowChanged: () => undefined,
  };
  const group = database.transaction((upTo: number) => {
    while (log.size < upTo) oneCall(tx, log.size / 2);
    log.keepEdge();
  });
  return {
    path,
    vkey: verifierKeyText(keys),
    growTo(entries) {
      const [from, started] = [log.size, performance.now()];
      while (log.size < entries) group(Math.min(entries, log.size + GROUP));
      database.transaction(() => log.checkpoint(START + log.size))();
      return ((log.size - from) / (performance.now() - started)) * 1000;
    },
    close() {
      database.pragma('wal_checkpoint(TRUNCATE)');
      database.close();
    },
  };
}

function oneCall(tx: Tx, n: number): void {
  const order = n % 50_000;
  const startedAt = START + n * 20;
  const failed = n % 97 === 0;
  const { callId } = changes['call.open'](tx, {
    startedAt,
    operation: n % 9 === 0 ? 'verify' : 'get_status',
    httpMethod: 'GET',
    url: `https://srs.example.ch/api/identifications/ref-${order}`,
    refId: `ref-${order}`,
    orderId: null,
    externalId: null,
    actor: n % 5 === 0 ? 'gateway' : 'sync',
    origin: n % 5 === 0 ? 'gateway' : 'sync',
    attempt: 1,
    correlationId: `c0ffee00-0000-4000-8000-${String(n).padStart(12, '0')}`,
    subject: `subject-${order}`,
    detail: { requestHeaders: { accept: 'application/json' }, droppedHeaders: 1 },
    sealed: null,
  });
  changes['call.close'](tx, {
    callId,
    finishedAt: startedAt + 120,
    outcome: failed ? 'timeout' : 'ok',
    httpStatus: failed ? null : 200,
    durationMs: 120,
    refId: null,
    orderId: `order-${order}`,
    externalId: `CUSTOMER-${order % 40}`,
    subject: null,
    detail: {
      responseHeaders: { 'content-type': 'application/json' },
      droppedHeaders: 2,
      responseBytes: BODY.length,
    },
    sealed: { responseBody: BODY },
  });
}
