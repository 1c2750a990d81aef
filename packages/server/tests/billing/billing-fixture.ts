import { randomUUID } from 'node:crypto';
import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { TAKEN_FIELDS } from '@srs-desk/shared/order/fields.ts';
import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import Database from 'better-sqlite3';
import type { Response } from 'supertest';
import type { RunningDesk } from '../../src/app/open-desk.ts';
import { bookedTimeZone, isRebooking } from '../../src/features/billing/usage/state.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { type AppFixture, startApp } from '../http/app-fixture.ts';
import { until } from '../sync/desk-fixture.ts';

/** Values that must not be found in anything that finance gets. */
export const PERSON = {
  msisdn: '+41790001122',
  firstName: 'Canarina',
  lastName: 'Geheimnis',
  email: 'canarina@geheim.example',
};

/** An order as SRS would have made it known. */
export interface TestOrder {
  n: number;
  externalId?: string | null;
  orderId?: string;
  issuer?: string;
  method?: string;
  /** ISO times. */
  at: string;
  /** How it went on after its creation: statuses with their ISO times. */
  went?: readonly (readonly [OrderStatus, string])[];
  /** When a verify call found its evidence. */
  verifiedAt?: string;
}

const WIRE: Partial<Record<OrderStatus, string>> = {
  created: 'CREATED',
  initialized: 'INITIALIZED',
  identification_done: 'IDENTIFICATION_DONE',
  data_ready: 'DATA_READY',
  terminated: 'TERMINATED',
  error: 'ERROR',
  cancelled: 'CANCELLED',
};

/** A Ref ID out of a small number. */
export function refOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** Places an order through the ledger, as the desk itself does; its Order ID is `O-<n>` unless it has its own. */
export async function place(desk: RunningDesk, order: TestOrder): Promise<void> {
  const result = await desk.ledger.record(
    [
      {
        name: 'order.placed',
        args: {
          refId: refOf(order.n),
          orderId: order.orderId ?? `O-${order.n}`,
          externalId: order.externalId ?? null,
          externalIdSource: 'desk',
          knownBy: 'desk',
          issuer: order.issuer ?? 'IDENTITY.TM',
          method: order.method ?? 'video',
          jurisdiction: null,
          loa: null,
          status: 'created',
          wireStatus: 'CREATED',
          targetUrl: null,
          createdAt: Date.parse(order.at),
          subjectId: randomUUID(),
          person: PERSON,
          actor: 'user:support',
          origin: 'user',
          callId: 1,
        },
      },
    ],
    [],
  );
  if (!result.ok) throw new Error(result.code);
}

/** Stands for the entry of the call that brought the answer: also an answer without news has one. */
const CALL = { action: 'system.start', actor: 'system', origin: 'system' } as const;

/** Lets SRS tell the whole history of an order: its creation and the statuses given, oldest first. */
export async function tell(
  desk: RunningDesk,
  order: TestOrder,
  went: readonly (readonly [OrderStatus, string])[],
): Promise<void> {
  const statuses = [['created', order.at] as const, ...went].map(([status, at]) => ({
    status,
    wireStatus: WIRE[status] ?? status.toUpperCase(),
    at: Date.parse(at),
  }));
  const last = statuses.at(-1);
  if (last === undefined) return;
  const facts = {
    ...recordOf(TAKEN_FIELDS, () => null),
    refId: refOf(order.n),
    orderId: order.orderId ?? `O-${order.n}`,
    externalId: order.externalId ?? null,
    issuer: order.issuer ?? 'IDENTITY.TM',
    method: order.method ?? 'video',
    msisdn: PERSON.msisdn,
    status: last.status,
    wireStatus: last.wireStatus,
    reason: null,
    statuses,
    targetUrl: null,
    firstName: PERSON.firstName,
    lastName: PERSON.lastName,
    email: PERSON.email,
    isHistory: true,
    unreadFields: [],
    unknownFields: [],
  };
  const by = { refId: facts.refId, actor: 'system' as const, origin: 'sync' as const, callId: 1 };
  const result = await desk.ledger.record([{ name: 'order.apply_status', args: { ...by, facts } }], [CALL]);
  if (!result.ok) throw new Error(result.code);
}

/** Lets the RA service show the order's evidence. */
export async function verify(desk: RunningDesk, n: number): Promise<void> {
  const by = { refId: refOf(n), actor: 'system' as const, origin: 'sync' as const, callId: 1 };
  const answer = { kind: 'valid' as const, evidenceId: `E-${n}` };
  const result = await desk.ledger.record([{ name: 'order.apply_verify', args: { ...by, answer } }], [CALL]);
  if (!result.ok) throw new Error(result.code);
}

export interface BillingFixture extends AppFixture {
  /** Sets the desk's clock, ISO time. */
  setClock(at: string): void;
  /** Orders with their histories. */
  orders(list: readonly TestOrder[]): Promise<void>;
  /** Waits until a change of rules has gone through all orders. */
  rebooked(): Promise<void>;
}

/** The real app with a clock in hand, at `at` (ISO time). */
export async function startBilling(
  at: string,
  env: Record<string, string> = {},
  routes?: readonly Route[],
): Promise<BillingFixture> {
  let now = Date.parse(at);
  const app = await startApp({ desk: { clock: { now: () => now } }, env, ...(routes && { routes }) });
  const { desk } = app;
  await until('the rollups stand', () => bookedTimeZone(desk.reader) !== null && !isRebooking(desk.reader));
  return {
    ...app,
    setClock: (to) => {
      now = Date.parse(to);
    },
    async orders(list) {
      for (const order of list) {
        await place(desk, order);
        if (order.went !== undefined) await tell(desk, order, order.went);
        if (order.verifiedAt !== undefined) {
          const before = now;
          now = Date.parse(order.verifiedAt);
          await verify(desk, order.n);
          now = before;
        }
      }
    },
    rebooked: () => until('orders are booked anew', () => !isRebooking(desk.reader)),
  };
}

/** For supertest's `parse`: the whole answer as bytes. */
export function bytesOf(res: Response, done: (error: Error | null, body: Buffer) => void): void {
  const stream = res as unknown as NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}

/** As if a desk had many orders: one of a high number, which is of no month that anybody asks for. */
export function growLarge(desk: RunningDesk): void {
  const database = new Database(desk.config.databasePath);
  database.exec(`INSERT INTO usage_orders (order_id, external_id, source, issuer, method, placed_day, outcome, verified)
    VALUES (2001, 'OLD', 'desk', 'IDENTITY.TM', 'video', '1999-01-01', 'terminated', 1)`);
  database.close();
}
