import { createCipheriv, hash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Pool } from 'undici';

const CONCURRENCY = 64;

/**
 * The same durable work without the desk: per call an intent that is on disk before the request, then the outcome, the
 * call's row, the order's row and its next look, chained and sealed. One thread; what waits is committed together.
 * Spoils the log of the folder. Gives calls per second.
 */
export async function bareLoop(folder: string, url: string, refIds: readonly string[]): Promise<number> {
  const db = new Database(join(folder, 'desk.db'));
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  db.pragma('mmap_size = 268435456');
  const writer = new BareWriter(db);
  const token = await tokenOf(url);
  const pool = new Pool(url, { connections: CONCURRENCY });
  const waiting = refIds.map((refId) => ({ refId, subject: randomUUID(), key: randomBytes(32) }));
  for (let at = 0; at < waiting.length; at += 1_000)
    await Promise.all(waiting.slice(at, at + 1_000).map((order) => writer.do(() => writer.register(order))));
  let next = 0;
  let calls = 0;
  const worker = async (): Promise<void> => {
    for (let order = waiting[next++]; order !== undefined; order = waiting[next++]) {
      const one = order;
      const path = `/api/identifications/${one.refId}`;
      const correlationId = randomUUID();
      const callId = await writer.do(() => writer.intent(one, path, correlationId));
      const headers = {
        authorization: `Bearer ${token}`,
        'x-correlation-id': correlationId,
        accept: 'application/json',
      };
      const answer = await pool.request({ path, method: 'GET', headers });
      const text = await answer.body.text();
      const facts = JSON.parse(text) as { status: string };
      await writer.do(() => writer.outcome(one, callId, answer.statusCode, text, facts.status));
      calls += 1;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const seconds = (performance.now() - startedAt) / 1_000;
  await pool.close();
  // A kept file is to be as before: orders that nobody booked would be booked at the next start.
  for (const { refId } of waiting) writer.forget(refId);
  db.close();
  return calls / seconds;
}

/** A token of the simulator for calls made without the desk. */
export async function tokenOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=missswaggerclient&client_secret=missswaggerclientsecret&scope=miss',
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

interface BareOrder {
  refId: string;
  subject: string;
  key: Buffer;
}

class BareWriter {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  #queue: { run: () => unknown; resolve: (value: never) => void }[] = [];
  #seq: number;
  #callId: number;
  #prev: Buffer;

  constructor(db: Database.Database) {
    this.#db = db;
    const last = db.prepare('SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1').get() as {
      seq: number;
      hash: Buffer;
    };
    this.#seq = last.seq;
    this.#prev = last.hash;
    this.#callId = db.prepare('SELECT max(id) FROM calls').pluck().get() as number;
  }

  /** Runs the work in the next group; resolves when that group is on disk. */
  do<T>(run: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (this.#queue.length === 0) setImmediate(() => this.#commit());
      this.#queue.push({ run, resolve: resolve as (value: never) => void });
    });
  }

  #commit(): void {
    const group = this.#queue;
    this.#queue = [];
    this.#sql('BEGIN IMMEDIATE').run();
    const results = group.map(({ run }) => run());
    this.#sql('COMMIT').run();
    for (const [index, { resolve }] of group.entries()) resolve(results[index] as never);
  }

  register({ refId, subject }: BareOrder): void {
    const now = Date.now();
    this.#sql(
      `INSERT INTO orders (ref_id, known_by, status, status_changed_at, created_at, registered_at, updated_at, verify_status,
       subject_id) VALUES (?, 'register', 'created', ?, ?, ?, ?, 'not_due', ?)`,
    ).run(refId, now, now, now, now, subject);
    this.#sql("INSERT INTO order_sync (ref_id, due_at, due_what) VALUES (?, ?, 'status')").run(refId, now);
  }

  forget(refId: string): void {
    for (const table of ['order_status_history', 'order_sync', 'orders'])
      this.#sql(`DELETE FROM ${table} WHERE ref_id = ?`).run(refId);
  }

  intent(order: BareOrder, path: string, correlationId: string): number {
    const id = ++this.#callId;
    const seq = this.#entry(order, id, 'call.intent', { method: 'GET', path, correlationId }, null);
    this.#sql(
      `INSERT INTO calls (id, started_at, operation, http_method, url, ref_id, actor, origin, outcome, attempt, correlation_id,
       subject_id, seq_intent) VALUES (?, ?, 'get_status', 'GET', ?, ?, 'sync', 'sync', 'in_flight', 1, ?, ?, ?)`,
    ).run(id, Date.now(), path, order.refId, correlationId, order.subject, seq);
    return id;
  }

  outcome(order: BareOrder, id: number, status: number, body: string, wire: string): void {
    const now = Date.now();
    const seq = this.#entry(order, id, 'call.outcome', { httpStatus: status }, body);
    this.#sql(
      "UPDATE calls SET finished_at = ?, outcome = 'ok', http_status = ?, duration_ms = 1, seq_outcome = ? WHERE id = ?",
    ).run(now, status, seq, id);
    const changed = this.#entry(order, id, 'order.sync.status_changed', { to: wire }, null);
    this.#sql(
      'UPDATE orders SET wire_status = ?, status = ?, status_changed_at = ?, updated_at = ? WHERE ref_id = ?',
    ).run(wire, wire.toLowerCase(), now, now, order.refId);
    this.#sql(
      `INSERT INTO order_status_history (ref_id, status, wire_status, happened_at, observed_at, transition, seq)
       VALUES (?, ?, ?, ?, ?, 'forward', ?)`,
    ).run(order.refId, wire.toLowerCase(), wire, now, now, changed);
    this.#sql(
      'UPDATE order_sync SET due_at = NULL, last_synced_at = ?, polls = polls + 1 WHERE ref_id = ?',
    ).run(now, order.refId);
  }

  #entry(order: BareOrder, callId: number, action: string, detail: object, body: string | null): number {
    const seq = ++this.#seq;
    const uuid = randomUUID();
    const sealed = body === null ? undefined : seal(order.key, uuid, body);
    const bytes = JSON.stringify({
      seq,
      uuid,
      action,
      callId,
      refId: order.refId,
      detail,
      sealed,
      prev: this.#prev.toString('hex'),
    });
    const digest = hash('sha256', bytes, 'buffer');
    this.#sql(
      `INSERT INTO entries (seq, at, uuid, kind, action, actor, ref_id, call_id, subject_id, bytes, prev_hash, hash)
       VALUES (?, ?, ?, 'call', ?, 'sync', ?, ?, ?, ?, ?, ?)`,
    ).run(seq, Date.now(), uuid, action, order.refId, callId, order.subject, bytes, this.#prev, digest);
    this.#prev = digest;
    return seq;
  }

  #sql(text: string): Database.Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}

function seal(key: Buffer, context: string, body: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(body), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}
