import { createCipheriv, hash, randomBytes, randomUUID } from 'node:crypto';
import { fromWireStatus } from '@srs-desk/shared/order/status.ts';
import type Database from 'better-sqlite3';
import { type BareOrder, DERIVED, type Derived } from './standing-orders.ts';

/** A status answer, as far as the loop reads it. */
export interface BareAnswer {
  status: string;
  statuses: { status: string; at: string }[];
}

/** The outcome that an order in this status is counted under. */
function outcomeOf(status: string): string {
  return status === 'terminated' || status === 'error' || status === 'cancelled' ? status : 'pending';
}

/** Writes the rows of calls and orders with bare statements; what waits is committed together. */
export class BareWriter {
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
      if (outcomeOf(last.status) !== 'pending') this.#book(order, last);
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
    const outcome = outcomeOf(to.status);
    const billable = outcome === 'terminated' ? 1 : 0;
    const day = new Date(to.at).toISOString().slice(0, 10);
    const of = [order.externalId ?? '', order.issuer ?? '', order.method ?? ''];
    if (billable === 1)
      this.#sql('UPDATE usage_orders SET outcome = ?, billed_at = ?, billed_day = ? WHERE order_id = ?').run(
        outcome,
        to.at,
        day,
        order.id,
      );
    else this.#sql('UPDATE usage_orders SET outcome = ? WHERE order_id = ?').run(outcome, order.id);
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
      outcome === 'error' ? 1 : 0,
      outcome === 'cancelled' ? 1 : 0,
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
    const sealed = body === null ? null : seal(order.key, uuid, body);
    const told = JSON.stringify(detail);
    const bytes = JSON.stringify({
      seq,
      uuid,
      action,
      callId,
      refId: order.refId,
      told,
      sealed: sealed?.toString('base64url'),
      prev: this.#prev.toString('hex'),
    });
    const digest = hash('sha256', bytes, 'buffer');
    this.#sql(
      `INSERT INTO entries (seq, at, uuid, kind, action, actor, origin, ref_id, order_id, external_id, call_id, subject_id, detail,
       sealed, hash)
       VALUES (?, ?, unhex(?, '-'), ?, ?, 'sync', 'sync', ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      told,
      sealed,
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

function seal(key: Buffer, context: string, body: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
}
