import { z } from 'zod';
import { may } from '../access/permissions.ts';
import type { Role } from '../access/roles.ts';
import { ATTENTION_CODES } from '../order/attention.ts';
import { ORDER_STATUSES, VERIFY_STATUSES } from '../order/status.ts';
import type { ListSpec } from './list.ts';

export const SUPPORT_TEAMS = [
  'swisscom_service_desk',
  'service_provider_support',
  'isp_via_swisscom_service_desk',
] as const;

const time = z.iso.datetime();
const maybeTime = time.nullable();
const maybeText = z.string().nullable();

/** What every role sees of an order. */
export const orderFacts = z.object({
  id: z.string(),
  refId: z.string(),
  orderId: maybeText,
  externalId: maybeText,
  issuer: maybeText,
  method: maybeText,
  jurisdiction: maybeText,
  loa: maybeText,
  status: z.enum(ORDER_STATUSES),
  wireStatus: maybeText,
  statusChangedAt: time,
  createdAt: time,
  registeredAt: time,
  updatedAt: time,
  lastSyncedAt: maybeTime,
  nextSyncAt: maybeTime,
  verifyStatus: z.enum(VERIFY_STATUSES),
  verifiedAt: maybeTime,
  evidenceId: maybeText,
  evidenceValidUntil: maybeTime,
  step: z.int().min(1).max(5).nullable(),
  supportTeam: z.enum(SUPPORT_TEAMS).nullable(),
  attention: z.enum(ATTENTION_CODES).nullable(),
  attentionAll: z.array(z.enum(ATTENTION_CODES)),
  supersededBy: maybeText,
});

/** What belongs to the person and the case: absent for finance. Masked unless revealed. */
export const orderPersonal = z.object({
  statusReason: maybeText,
  targetUrl: maybeText,
  msisdn: maybeText,
  firstName: maybeText,
  lastName: maybeText,
  email: maybeText,
  country: maybeText,
  language: maybeText,
});

/** What people set on an order: in lists, for those who may see the person. */
export const orderWork = z.object({ assignee: maybeText, followUpAt: maybeTime, snoozedUntil: maybeTime });

/** A row of `/api/orders`. */
export const orderRow = z.object({
  ...orderFacts.shape,
  ...orderPersonal.partial().shape,
  ...orderWork.partial().shape,
});
export type OrderRow = z.infer<typeof orderRow>;

export const REVEALABLE = ['msisdn', 'firstName', 'lastName', 'email', 'birthDate'] as const;
export type Revealable = (typeof REVEALABLE)[number];

/** `/api/orders/:refId`: a row, and what only the order's page needs. */
export const orderDetail = z.object({
  ...orderRow.shape,
  issue: maybeText,
  knownBy: z.string(),
  externalIdSource: maybeText,
  predecessorRefId: maybeText,
  successorRefIds: z.array(z.string()),
  startedAt: maybeTime,
  goneAt: maybeTime,
  regressedAt: maybeTime,
  evidenceIsEarlier: z.boolean(),
  legalHold: z.boolean(),
  erasedAt: maybeTime,
  lastSyncFailure: maybeText,
  birthDate: maybeText.optional(),
  /** Which fields of the person stand in clear, and until when. */
  revealed: z
    .object({ fields: z.array(z.enum(REVEALABLE)), until: time })
    .nullable()
    .optional(),
  /** Other orders of the same person, newest first. */
  samePerson: z.array(z.string()).optional(),
});
export type OrderDetail = z.infer<typeof orderDetail>;

/** How soon evidence ends: the bands of which the desk warns, 30 and 90 days ahead. */
export const EVIDENCE_ENDS = ['within_30_days', 'within_90_days'] as const;

export const orderList: ListSpec = {
  filters: {
    id: { type: 'text' },
    refId: { type: 'text' },
    orderId: { type: 'text' },
    externalId: { type: 'text' },
    issuer: { type: 'text' },
    method: { type: 'text' },
    status: { type: 'choice', values: ORDER_STATUSES },
    verifyStatus: { type: 'choice', values: VERIFY_STATUSES },
    step: { type: 'integer' },
    supportTeam: { type: 'choice', values: SUPPORT_TEAMS },
    attention: { type: 'choice', values: ATTENTION_CODES },
    supersededBy: { type: 'text' },
    /** Valid evidence that ends, at the latest, within so many days from now. */
    evidenceEnds: { type: 'choice', values: EVIDENCE_ENDS },
    /** Whether somebody put the order off until a time that lies ahead. */
    putOff: { type: 'choice', values: ['yes', 'no'] },
    /** Who has the order: a user name, or null for nobody. */
    assignee: { type: 'text' },
  },
  ranges: ['createdAt', 'statusChangedAt'],
  sorts: ['id', 'createdAt', 'updatedAt', 'statusChangedAt'],
  defaultSort: ['updatedAt', 'DESC'],
  q: true,
};

/** The list as a role may ask for it: who works on an order is for those who work on orders. */
export function orderListFor(role: Role): ListSpec {
  if (may(role, 'orders.work')) return orderList;
  const { assignee: _, ...filters } = orderList.filters;
  return { ...orderList, filters };
}

/** Columns of the CSV export, in the order they have unless others are asked for. */
export const EXPORT_COLUMNS = [
  'refId',
  'orderId',
  'externalId',
  'issuer',
  'method',
  'jurisdiction',
  'loa',
  'status',
  'statusReason',
  'wireStatus',
  'statusChangedAt',
  'createdAt',
  'registeredAt',
  'updatedAt',
  'lastSyncedAt',
  'nextSyncAt',
  'verifyStatus',
  'verifiedAt',
  'evidenceId',
  'evidenceValidUntil',
  'step',
  'supportTeam',
  'attention',
  'attentionAll',
  'supersededBy',
  'targetUrl',
  'msisdn',
  'firstName',
  'lastName',
  'email',
  'country',
  'language',
] as const satisfies readonly (keyof OrderRow)[];
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

/** A Ref ID as SRS gives it: a UUID. Taken in any case, kept in lower case. */
export const refId = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    'must be a Ref ID, a UUID such as 3fa9b0c2-…',
  );

export const reason = z.string().trim().min(3, 'say why, in three characters or more').max(500);

export const revealInput = z.strictObject({
  reason,
  fields: z.array(z.enum(REVEALABLE)).min(1).max(REVEALABLE.length),
});

export const cancelInput = z.strictObject({ reason });
export const CANCEL_RESULTS = [
  'cancelled',
  'already_final',
  'already_cancelled',
  'unknown_at_srs',
  'changed',
] as const;
export type CancelResult = (typeof CANCEL_RESULTS)[number];

export const noteInput = z.strictObject({ text: z.string().trim().min(1, 'is empty').max(4000) });

const shortText = z.string().trim().min(1).max(200);

/** `POST /api/orders`: the method chosen, and the initial data that the method wants (guide §7). */
export const placeInput = z.strictObject({
  issuer: shortText,
  method: shortText,
  externalId: z.string().trim().max(200).optional(),
  firstName: shortText.optional(),
  lastName: shortText.optional(),
  mobile: z.string().trim().max(40).optional(),
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
export const importLine = z.object({
  line: z.int(),
  refId: z.string(),
  outcome: z.enum(['new', 'known', 'not_found', 'invalid']),
  problem: z.string().optional(),
});
export type ImportLine = z.infer<typeof importLine>;

/** What SRS has said about Ref IDs that were registered. */
export const importOutcomes = z.object({
  found: z.int(),
  /** Ref IDs that SRS does not know. */
  notFound: z.array(z.string()),
  /** Ref IDs that SRS has not been asked about yet. */
  waiting: z.array(z.string()),
});
export type ImportOutcomes = z.infer<typeof importOutcomes>;

export const importReport = z.object({
  counts: z.object({ new: z.int(), known: z.int(), not_found: z.int(), invalid: z.int() }),
  lines: z.array(importLine),
  /** Whether SRS has been asked about all new lines; else the sync will tell. */
  checked: z.boolean(),
});
export type ImportReport = z.infer<typeof importReport>;

export const evidenceInput = z.strictObject({
  mobile: z.string().trim().min(5).max(40).optional(),
  /** Instead of a number: the person of this order. */
  refId: refId.optional(),
  firstName: shortText.optional(),
  lastName: shortText.optional(),
  country: shortText.optional(),
  jurisdiction: z.enum(['zertes', 'eidas']).default('zertes'),
  loa: z.enum(['3', '4']).default('4'),
});
export type EvidenceInput = z.infer<typeof evidenceInput>;
