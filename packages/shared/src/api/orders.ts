import * as z from 'zod';
import { may } from '../access/permissions.ts';
import { REVEAL_CATEGORIES } from '../access/reveal-categories.ts';
import type { Role } from '../access/roles.ts';
import { listOf, shapeWith } from '../fields/field.ts';
import { ORDER_FIELDS, orderFieldsWith, REVEALABLE } from '../order/fields.ts';
import { importConflict } from '../order/import-conflict.ts';
import { IMPORT_OUTCOMES } from '../order/import-outcomes.ts';
import { importProblem } from '../order/import-problem.ts';
import { triageFacts } from '../process/triage-facts.ts';
import { LONGEST_EXTERNAL_ID, refIdIn } from '../text/ids.ts';
import { tidyText, withoutInvisible } from '../text/signs.ts';
import type { ListSpec } from './list.ts';
import { LONGEST_REASON, reason } from './reason.ts';

const time = z.iso.datetime();

/** A row of `/api/orders`. What belongs to the person and the case is absent for who may not see it, else masked. */
export const orderRow = z.object(shapeWith(ORDER_FIELDS, 'row'));
export type OrderRow = z.infer<typeof orderRow>;

/** `/api/orders/:refId`: a row, and what only the order's page needs. */
export const orderDetail = z.object({
  ...orderRow.shape,
  ...shapeWith(ORDER_FIELDS, 'page'),
  /** Which fields of the person stand in clear, and until when. */
  revealed: z
    .object({ fields: z.array(z.enum(REVEALABLE)), until: time })
    .nullable()
    .optional(),
  /** The request for its cancellation that waits for an admin; absent for who may not see the case. */
  cancellationRequest: z
    .object({ id: z.int(), requestedBy: z.string(), requestedAt: time })
    .nullable()
    .optional(),
  /** What whose turn it is follows from; absent for who may not see the case. */
  triageFacts: triageFacts.optional(),
});
export type OrderDetail = z.infer<typeof orderDetail>;

/** How soon evidence ends: the bands of which the desk warns. */
export const EVIDENCE_ENDS = ['within_30_days', 'within_90_days'] as const;

/** How far ahead each of these bands reaches, days. */
export const EVIDENCE_DAYS_AHEAD: Readonly<Record<(typeof EVIDENCE_ENDS)[number], number>> = {
  within_30_days: 30,
  within_90_days: 90,
};

/** Conditions on orders that are no plain field. */
const CONDITIONS = {
  /** Valid evidence that ends, at the latest, within so many days from now. */
  evidenceEnds: { type: 'choice', values: EVIDENCE_ENDS },
  /** Whether somebody put the order off until a time that lies ahead. */
  putOff: { type: 'choice', values: ['yes', 'no'] },
  /** Orders of erased persons that SRS still holds open. */
  erased: { type: 'choice', values: ['left_open'] },
} as const satisfies ListSpec['filters'];

export const orderList = listOf(ORDER_FIELDS, {
  more: CONDITIONS,
  defaultSort: ['updatedAt', 'DESC'],
  q: true,
  cursors: { texts: ['id'] },
});

/** The list as a role may ask for it: who works on an order is for those who work on orders. */
export function orderListFor(role: Role): ListSpec {
  if (may(role, 'orders.work')) return orderList;
  const work: readonly string[] = orderFieldsWith('work');
  const filters = Object.entries(orderList.filters).filter(([name]) => !work.includes(name));
  return { ...orderList, filters: Object.fromEntries(filters) };
}

/** A Ref ID as SRS gives it: a UUID. Taken in any form (`refIdIn`), kept in SRS's. */
export const refId = z
  .string()
  .overwrite((typed) => refIdIn(typed) ?? typed.trim())
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    'must be a Ref ID, a UUID such as 3fa9b0c2-…',
  );

const revealWhy = z.strictObject({
  category: z.enum(REVEAL_CATEGORIES).optional(),
  reason: z.string().trim().max(LONGEST_REASON).default(''),
});

function saysWhy({ value, issues }: z.core.ParsePayload<z.output<typeof revealWhy>>): void {
  if (value.category !== undefined || value.reason.length >= 3) return;
  const message = 'say why: choose a category, or write three characters or more';
  issues.push({ code: 'custom', input: value.reason, path: ['reason'], message });
}

/** Why a person's data is to be shown: a category, a reason in words, or both. */
export const revealWhyInput = revealWhy.check(saysWhy);

/** `POST /api/orders/:refId/reveal`. */
export const revealInput = revealWhy
  .extend({ fields: z.array(z.enum(REVEALABLE)).min(1).max(REVEALABLE.length) })
  .check(saysWhy);

export const cancelInput = z.strictObject({ reason });
export const CANCEL_RESULTS = [
  'cancelled',
  'already_final',
  'already_cancelled',
  'unknown_at_srs',
  'changed',
] as const;
export type CancelResult = (typeof CANCEL_RESULTS)[number];

/** What `POST /api/orders/:refId/cancel` tells: what came of it, and the order as it now stands. */
export const cancelAnswer = z.object({ result: z.enum(CANCEL_RESULTS), order: orderDetail });

export const noteInput = z.strictObject({ text: z.string().trim().min(1, 'is empty').max(4000) });

const shortText = z.string().overwrite(withoutInvisible).min(1).max(200);

/** A note as it was added to the timeline. */
export const noteRow = z.object({
  id: z.string(),
  seq: z.int(),
  at: time,
  actor: z.string(),
  text: z.string(),
});
export type NoteRow = z.infer<typeof noteRow>;

/** `POST /api/orders`: the method chosen, and the initial data that the method wants (guide §7). */
export const placeInput = z.strictObject({
  issuer: shortText,
  method: shortText,
  externalId: z.string().overwrite(tidyText).max(LONGEST_EXTERNAL_ID).optional(),
  firstName: shortText.optional(),
  lastName: shortText.optional(),
  mobile: z.string().trim().max(80).optional(),
  email: shortText.optional(),
  dob: z.string().trim().max(40).optional(),
  country: shortText.optional(),
  language: shortText.optional(),
  placeOfBirth: shortText.optional(),
  nationality: shortText.optional(),
  documentValidity: shortText.optional(),
  /** For the record: which process the order is for. */
  jurisdiction: shortText.optional(),
  loa: shortText.optional(),
  /** Ref ID of the failed order that this one takes the place of. */
  replaces: refId.optional(),
  /** Sends what the desk knows of the replaced order's person, for fields that are not given. */
  sameData: z.boolean().optional(),
  /** False leaves a pending predecessor alone; else its cancellation is asked for in the same step (guide §7.2). */
  cancelPredecessor: z.boolean().optional(),
});
export type PlaceInput = z.infer<typeof placeInput>;

/** Fields of {@link placeInput} that go to SRS as they are. */
export const INITIAL_DATA = [
  'externalId',
  'firstName',
  'lastName',
  'mobile',
  'email',
  'dob',
  'country',
  'language',
  'placeOfBirth',
  'nationality',
  'documentValidity',
] as const;

export const importInput = z.strictObject({
  refIds: z.array(z.string().max(200)).min(1, 'names no Ref ID').max(10_000, 'at most 10,000 at once'),
});

/** What became of one line of an import. */
const importLine = z.object({
  line: z.int(),
  refId: z.string(),
  outcome: z.enum(IMPORT_OUTCOMES),
  /** In English what `conflict` or `problems` say. */
  problem: z.string().optional(),
  problems: z.array(importProblem).optional(),
  /** With the outcome `conflict`. */
  conflict: importConflict.optional(),
});
export type ImportLine = z.infer<typeof importLine>;

/** What SRS has said about Ref IDs that were pending when they were registered. */
export const importOutcomes = z.object({
  /** Ref IDs that are orders now. */
  found: z.array(z.string()),
  /** Ref IDs that SRS does not know. */
  notFound: z.array(z.string()),
  /** Ref IDs that SRS could not be asked about yet. */
  pending: z.array(z.string()),
  /** Those found of which SRS names another External ID than was given. */
  conflicts: z.array(importConflict.extend({ refId: z.string() })),
});
export type ImportOutcomes = z.infer<typeof importOutcomes>;

export const importReport = z.object({
  counts: z.record(z.enum(IMPORT_OUTCOMES), z.int()),
  lines: z.array(importLine),
  /** Columns of the file whose names say nothing here, so that they were passed over, and the names that are read. */
  unread: z.object({ columns: z.array(z.string()), read: z.array(z.string()) }).optional(),
});
export type ImportReport = z.infer<typeof importReport>;

export const evidenceInput = z.strictObject({
  mobile: z.string().trim().min(5).max(80).optional(),
  /** Instead of a number: the person of this order. */
  refId: refId.optional(),
  firstName: shortText.optional(),
  lastName: shortText.optional(),
  country: shortText.optional(),
  jurisdiction: z.enum(['zertes', 'eidas']).default('zertes'),
  loa: z.enum(['3', '4']).default('4'),
});
export type EvidenceInput = z.infer<typeof evidenceInput>;

/** What the RA service says about a person before an order is placed. */
export const evidenceCheck = z.object({
  result: z.enum(['valid', 'no_evidence', 'terms_not_accepted']),
  evidenceId: z.string().nullable(),
  callId: z.int().nullable(),
});
export type EvidenceCheck = z.infer<typeof evidenceCheck>;
