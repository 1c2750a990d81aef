import * as z from 'zod';
import type { ListSpec } from '../api/list.ts';
import { refId } from '../api/orders.ts';
import { reason } from '../api/reason.ts';
import { listOf, shapeWith } from '../fields/field.ts';
import { troubleView } from '../health/wire.ts';
import { ORDER_STATUSES, PENDING_STATUSES } from '../order/status.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import { ITEM_STATES, JOB_SOURCES, JOB_STATES } from './job.ts';
import { staleRule } from './stale.ts';

/** Orders that one plan may hold. */
export const MOST_PLANNED = 50_000;

const maybeText = z.string().nullable();
const time = z.iso.datetime();
const maybeTime = time.nullable();
const count = z.int().min(0);

/** Which orders: exactly one of the four. */
const WAYS = ['refIds', 'filter', 'superseded', 'stale'] as const;

/** `POST /api/cancellations`: makes a plan, cancels nothing. */
export const planInput = z
  .strictObject({
    /** A selection. */
    refIds: z
      .array(refId)
      .min(1, 'names no Ref ID')
      .max(MOST_PLANNED, `at most ${MOST_PLANNED} at once`)
      .optional(),
    /** A filter of the orders list: all its pages. */
    filter: z.record(z.string(), z.unknown()).optional(),
    /** All superseded orders; `onlyAlike` leaves out those whose later order has another method or jurisdiction. */
    superseded: z.strictObject({ onlyAlike: z.boolean().default(true) }).optional(),
    /** All orders that a rule calls stale. */
    stale: staleRule.optional(),
    reason,
    /** Cancel orders in Identification done and Data ready as well. */
    includeFinished: z.boolean().default(false),
    /** What was on screen when the orders were chosen: what changed since is left out. */
    asOf: time.optional(),
  })
  .refine((input) => WAYS.filter((way) => input[way] !== undefined).length === 1, {
    error: `name the orders in exactly one way: ${WAYS.join(', ')}`,
    path: ['refIds'],
  });
export type PlanInput = z.infer<typeof planInput>;

/** `POST /api/cancellations/:id/execute`: the count as typed; a reason only where it differs from the plan's. */
export const executeInput = z.strictObject({ confirm: count, reason: reason.optional() });
/** `POST …/approve`: the second admin types the count too. */
export const approveInput = z.strictObject({ confirm: count });
/** `POST …/reject`, `…/stop`, `…/pause`: why. */
export const whyInput = z.strictObject({ reason });
export const maybeWhyInput = z.strictObject({ reason: reason.optional() });
export const retryInput = z.strictObject({ reason: reason.optional() });

const planCounts = z.object({
  willCancel: count,
  alreadyFinal: count,
  changed: count,
  notAllowed: count,
  /** Part of `notAllowed`. */
  finishedWork: count,
});

const byItemState = z.record(z.enum(ITEM_STATES), count);

/** One job, from plan to end. */
export const jobRow = z.object({
  id: z.int(),
  state: z.enum(JOB_STATES),
  source: z.enum(JOB_SOURCES),
  /** The orders list's filter or the rule that named the orders; null for a selection. */
  filter: z.record(z.string(), z.unknown()).nullable(),
  policyId: z.int().nullable(),
  policyName: maybeText,
  retryOf: z.int().nullable(),
  reason: z.string(),
  includeFinished: z.boolean(),
  total: count,
  counts: planCounts,
  /** Orders by what became of them. */
  results: byItemState,
  done: count,
  needsApproval: z.boolean(),
  plannedBy: z.string(),
  plannedAt: time,
  requestedBy: maybeText,
  requestedAt: maybeTime,
  approvedBy: maybeText,
  approvedAt: maybeTime,
  rejectedBy: maybeText,
  rejectedAt: maybeTime,
  startedAt: maybeTime,
  pausedBy: maybeText,
  pausedAt: maybeTime,
  stoppedBy: maybeText,
  finishedAt: maybeTime,
  /** Why it was paused, stopped, rejected or discarded. */
  note: maybeText,
});
export type JobRow = z.infer<typeof jobRow>;

/** `GET /api/cancellations/:id`. */
export const jobDetail = z.object({
  ...jobRow.shape,
  /** Before the run: orders of the plan that have moved on since. */
  changedSince: count,
  /** Of `willCancel`: in Identification done or Data ready, chosen on purpose. */
  finishedChosen: count,
  warnings: z.array(z.enum(['finished_work', 'changed_since'])),
  /** Orders per second over the last minute, while running. */
  perSecond: z.number().nullable(),
  /** Place in the line behind the job that runs; null when it is not waiting. */
  waitingBehind: z.int().nullable(),
  /** Why it does not get on, while SRS fails what it asks. */
  trouble: troubleView.nullable(),
  retries: z.array(z.int()),
});
export type JobDetail = z.infer<typeof jobDetail>;

/** One order of a job. */
export const itemRow = z.object(shapeWith(ITEM_FIELDS, 'row'));
export type ItemRow = z.infer<typeof itemRow>;

/** An order found superseded. */
export const supersededRow = z.object({
  id: z.string(),
  refId: z.string(),
  status: z.enum(ORDER_STATUSES),
  statusChangedAt: time,
  createdAt: maybeTime,
  externalId: maybeText,
  issuer: maybeText,
  method: maybeText,
  jurisdiction: maybeText,
  supersededBy: z.string(),
  /** `unknown`: their data tells it no more. */
  person: z.enum(['number', 'name_and_birth_date', 'placed_instead', 'unknown']),
  differs: z.array(z.enum(['method', 'jurisdiction'])),
  laterStatus: z.enum(ORDER_STATUSES),
  laterCreatedAt: maybeTime,
  laterMethod: maybeText,
  laterJurisdiction: maybeText,
  /** A call on it may be running until then: left out of plans. */
  callMayRunUntil: maybeTime,
  finishedWork: z.boolean(),
});
export type SupersededRow = z.infer<typeof supersededRow>;

/** An order found stale. */
export const staleRow = z.object({
  id: z.string(),
  refId: z.string(),
  status: z.enum(ORDER_STATUSES),
  statusChangedAt: time,
  createdAt: maybeTime,
  externalId: maybeText,
  method: maybeText,
  days: count,
  finishedWork: z.boolean(),
});
export type StaleRow = z.infer<typeof staleRow>;

/** A saved policy: what it looks for, and how often it makes a proposal. */
export const policyRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stale'), rule: staleRule }),
  z.strictObject({ kind: z.literal('superseded'), onlyAlike: z.boolean().default(true) }),
]);
export type PolicyRule = z.infer<typeof policyRule>;

export const policyInput = z.strictObject({
  name: z.string().trim().min(1, 'has no name').max(100),
  rule: policyRule,
  /** How often it looks, in hours. */
  everyHours: z
    .int()
    .min(1)
    .max(24 * 31),
  enabled: z.boolean().default(true),
});
export type PolicyInput = z.infer<typeof policyInput>;

export const policyRow = z.object({
  id: z.int(),
  name: z.string(),
  rule: policyRule,
  everyHours: z.int(),
  enabled: z.boolean(),
  createdBy: z.string(),
  createdAt: time,
  updatedAt: time,
  lastRunAt: maybeTime,
  nextRunAt: maybeTime,
  /** How many orders it finds now. */
  matching: count,
  /** Its proposal that waits for an admin. */
  proposalId: z.int().nullable(),
});
export type PolicyRow = z.infer<typeof policyRow>;

/** `/api/cancellations`: the history. `refId` finds the jobs that an order was in. */
export const jobList: ListSpec = {
  filters: {
    id: { type: 'integer' },
    state: { type: 'choice', values: JOB_STATES },
    source: { type: 'choice', values: JOB_SOURCES },
    plannedBy: { type: 'text' },
    policyId: { type: 'integer' },
    refId: { type: 'text' },
  },
  ranges: ['plannedAt'],
  sorts: ['id', 'plannedAt', 'finishedAt'],
  defaultSort: ['id', 'DESC'],
  q: false,
};

/** `/api/cancellations/:id/items`. */
export const itemList = listOf(ITEM_FIELDS, { defaultSort: ['id', 'ASC'], q: false });

/** Filters of `/api/cancellations/superseded`. */
export const supersededList: ListSpec = {
  filters: {
    refId: { type: 'text' },
    status: { type: 'choice', values: ORDER_STATUSES },
    method: { type: 'text' },
    externalId: { type: 'text' },
    differs: { type: 'choice', values: ['no', 'any'] },
  },
  ranges: [],
  sorts: ['createdAt'],
  defaultSort: ['createdAt', 'ASC'],
  q: false,
};

/** `/api/cancellations/stale`: its filter is a rule, read by {@link staleRule}. */
export const staleList: ListSpec = {
  filters: {
    statuses: { type: 'choice', values: PENDING_STATUSES },
    methods: { type: 'text' },
    externalIds: { type: 'text' },
    olderThanDays: { type: 'integer' },
  },
  ranges: [],
  sorts: ['statusChangedAt'],
  defaultSort: ['statusChangedAt', 'ASC'],
  q: false,
};

/** `/api/cancellation-policies`. */
export const policyList: ListSpec = {
  filters: { id: { type: 'integer' } },
  ranges: [],
  sorts: ['id', 'name', 'nextRunAt'],
  defaultSort: ['name', 'ASC'],
  q: false,
};
