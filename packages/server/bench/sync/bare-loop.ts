import { createCipheriv, hash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fromWireStatus } from '@srs-desk/shared/order/status.ts';
import Database from 'better-sqlite3';
import { Pool } from 'undici';

/** As many as the desk has under way. */
const CONCURRENCY = 128;

/**
 * The same durable work without the desk: per call an intent that is on disk before the request, then the outcome and every row
 * that the desk writes of an order that moved on, chained and sealed. Nothing is read or decided: what stands and what is to
 * be written is prepared before the clock runs. One thread; what waits is committed together. `refIds`: orders that the
 * desk has looked at once; `like`: such as it has seen move on. Spoils the log of the folder. Gives calls per second.
 */
export async function bareLoop(
  folder: string,
  url: string,
  refIds: readonly string[],
  like: readonly string[],
): Promise<number> {
  const db = new Database(join(folder, 'desk.db'));
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  db.pragma('mmap_size = 268435456');
  const waiting = standingOrders(db, refIds);
  const writer = new BareWriter(db, derivedByStatus(db, like));
  const token = await tokenOf(url);
  const pool = new Pool(url, { connections: CONCURRENCY });
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
      const facts = JSON.parse(text) as BareAnswer;
      await writer.do(() => writer.outcome(one, callId, answer.statusCode, text, facts));
      calls += 1;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const seconds = (performance.now() - startedAt) / 1_000;
  await pool.close();
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

interface BareAnswer {
  status: string;
  statuses: { status: string; at: string }[];
}

/** An order as it stands before it moves on. */
interface BareOrder {
  id: number;
  refId: string;
  orderId: string | null;
  externalId: string | null;
  issuer: string | null;
  method: string | null;
  subject: string;
  /** Lines of the status history that are known. */
  known: number;
  placedDay: string;
  derived: Derived;
  key: Buffer;
}

type Derived = Record<(typeof DERIVED)[number], string | number | null>;

const DERIVED = ['step', 'support_team', 'issue', 'attention', 'attention_all', 'triage_due_at'] as const;

function standingOrders(db: Database.Database, refIds: readonly string[]): BareOrder[] {
  const select = db.prepare(
    `SELECT o.id, o.ref_id AS refId, o.order_id AS orderId, o.external_id AS externalId, o.issuer, o.method,
       o.subject_id AS subject, u.placed_day AS placedDay, ${DERIVED.join(', ')},
       (SELECT count(*) FROM order_status_history h WHERE h.ref_id = o.ref_id) AS known
     FROM orders o JOIN usage_orders u ON u.order_id = o.id WHERE o.ref_id = ?`,
  );
  return refIds.map((refId) => {
    const row = select.get(refId) as Omit<BareOrder, 'derived' | 'key'> & Derived;
    const { step, support_team, issue, attention, attention_all, triage_due_at, ...order } = row;
    const derived = { step, support_team, issue, attention, attention_all, triage_due_at };
    return { ...order, derived, key: randomBytes(32) };
  });
}

/** What the desk's rules make of an order in each status. */
function derivedByStatus(db: Database.Database, refIds: readonly string[]): Map<string, Derived> {
  const select = db.prepare(`SELECT status, ${DERIVED.join(', ')} FROM orders WHERE ref_id = ?`);
  const found = new Map<string, Derived>();
  for (const refId of refIds) {
    const { status, ...derived } = select.get(refId) as Derived & { status: string };
    found.set(status, derived);
  }
  return found;
}

/** The cell of usage that an order in this status is counted in. */
function cellOf(status: string): string {
  return status === 'terminated' || status === 'error' || status === 'cancelled' ? status : 'pending';
}

class BareWriter {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  #queue: { run: () => unknown; resolve: (value: never) => void }[] = [];
  #seq: number;
  #callId: number;
  #prev: Buffer;
  readonly #derived: ReadonlyMap<string, Derived>;

  constructor(db: Database.Database, derived: ReadonlyMap<string, Derived>) {
    this.#db = db;
    this.#derived = derived;
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

  intent(order: BareOrder, path: string, correlationId: string): number {
    const id = ++this.#callId;
    const seq = this.#entry(order, id, 'call.intent', { method: 'GET', path, correlationId }, null);
    this.#sql(
      `INSERT INTO calls (id, started_at, operation, http_method, url, ref_id, order_id, external_id, actor, origin, outcome,
       attempt, correlation_id, subject_id, seq_intent)
       VALUES (?, ?, 'get_status', 'GET', ?, ?, ?, ?, 'sync', 'sync', 'in_flight', 1, ?, ?, ?)`,
    ).run(
      id,
      Date.now(),
      path,
      order.refId,
      order.orderId,
      order.externalId,
      correlationId,
      order.subject,
      seq,
    );
    return id;
  }

  outcome(order: BareOrder, id: number, httpStatus: number, body: string, facts: BareAnswer): void {
    const now = Date.now();
    const seq = this.#entry(order, id, 'call.outcome', { httpStatus }, body);
    this.#sql(
      "UPDATE calls SET finished_at = ?, outcome = 'ok', http_status = ?, duration_ms = 1, seq_outcome = ? WHERE id = ?",
    ).run(now, httpStatus, seq, id);
    const fresh = facts.statuses
      .slice(order.known)
      .map(({ status, at }) => ({ wire: status, status: fromWireStatus(status), at: Date.parse(at) }));
    const last = fresh.at(-1);
    if (last !== undefined) {
      const changed = this.#entry(order, id, 'order.sync.status_changed', { statuses: fresh }, null);
      for (const { wire, status, at } of fresh)
        this.#sql(
          `INSERT INTO order_status_history (ref_id, status, wire_status, happened_at, observed_at, transition, seq)
           VALUES (?, ?, ?, ?, ?, 'forward', ?)`,
        ).run(order.refId, status, wire, at, now, changed);
      this.#moveOn(order, last, now);
      if (cellOf(last.status) !== 'pending') this.#book(order, last);
    }
    this.#sql('UPDATE order_sync SET due_at = ?, last_synced_at = ?, polls = polls + 1 WHERE ref_id = ?').run(
      now + 3_600_000,
      now,
      order.refId,
    );
  }

  #moveOn(order: BareOrder, to: { wire: string; status: string; at: number }, now: number): void {
    const derived = this.#derived.get(to.status) ?? order.derived;
    const changed = DERIVED.filter((column) => derived[column] !== order.derived[column]);
    const sets = ['wire_status', 'status', 'status_changed_at', 'updated_at', ...changed];
    this.#sql(`UPDATE orders SET ${sets.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`).run(
      to.wire,
      to.status,
      to.at,
      now,
      ...changed.map((column) => derived[column]),
      order.id,
    );
  }

  #book(order: BareOrder, to: { status: string; at: number }): void {
    const cell = cellOf(to.status);
    const billable = cell === 'terminated' ? 1 : 0;
    const day = new Date(to.at).toISOString().slice(0, 10);
    const of = [order.externalId ?? '', order.issuer ?? '', order.method ?? ''];
    if (billable === 1)
      this.#sql('UPDATE usage_orders SET cell = ?, billed_at = ?, billed_day = ? WHERE order_id = ?').run(
        cell,
        to.at,
        day,
        order.id,
      );
    else this.#sql('UPDATE usage_orders SET cell = ? WHERE order_id = ?').run(cell, order.id);
    this.#sql(
      `INSERT INTO usage_months (period, external_id, issuer, method, placed, terminated, verified, error, cancelled, pending,
         billable) VALUES (?, ?, ?, ?, 0, ?, 0, ?, ?, -1, ?)
       ON CONFLICT (period, external_id, issuer, method) DO UPDATE SET terminated = terminated + excluded.terminated,
         error = error + excluded.error, cancelled = cancelled + excluded.cancelled, pending = pending - 1,
         billable = billable + excluded.billable`,
    ).run(
      order.placedDay.slice(0, 7),
      ...of,
      billable,
      cell === 'error' ? 1 : 0,
      cell === 'cancelled' ? 1 : 0,
      billable,
    );
    if (billable === 0) return;
    this.#sql(
      `INSERT INTO usage_days (day, external_id, issuer, method, placed, billable) VALUES (?, ?, ?, ?, 0, 1)
       ON CONFLICT (day, external_id, issuer, method) DO UPDATE SET billable = billable + 1`,
    ).run(day, ...of);
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
      `INSERT INTO entries (seq, at, uuid, kind, action, actor, ref_id, order_id, external_id, call_id, subject_id, bytes, prev_hash, hash)
       VALUES (?, ?, ?, ?, ?, 'sync', ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      seq,
      Date.now(),
      uuid,
      action.startsWith('call.') ? 'call' : 'act',
      action,
      order.refId,
      order.orderId,
      order.externalId,
      callId,
      order.subject,
      bytes,
      this.#prev,
      digest,
    );
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
