import * as z from 'zod';
import {
  choice,
  type Field,
  flag,
  integer,
  maybeChoice,
  maybeInteger,
  maybeText,
  maybeTime,
  text,
} from '../fields/field.ts';
import { ORDER_STATUSES } from '../order/status.ts';
import { ITEM_STATES } from './job.ts';
import { NOT_ALLOWED_REASONS, PLAN_CLASSES } from './plan.ts';

const LISTED = { row: true, exported: true } as const;

/** Every field of an order of a cancellation job, once. */
export const ITEM_FIELDS = {
  id: { ...integer, row: true, filter: true, sort: 1 },
  refId: { ...text, ...LISTED, filter: true },
  class: { ...choice(PLAN_CLASSES), ...LISTED, filter: true },
  classReason: { ...maybeChoice(NOT_ALLOWED_REASONS), ...LISTED },
  plannedStatus: { ...maybeChoice(ORDER_STATUSES), ...LISTED },
  /** What made it superseded or stale, in facts. */
  why: { kind: 'object', wire: z.record(z.string(), z.unknown()).nullable(), row: true },
  state: { ...choice(ITEM_STATES), ...LISTED, filter: true },
  /** For `failed` and `left`: why. */
  stateReason: { ...maybeText, ...LISTED },
  /** Status after it was dealt with, or now. */
  status: { ...maybeChoice(ORDER_STATUSES), ...LISTED },
  externalId: { ...maybeText, ...LISTED },
  method: { ...maybeText, ...LISTED },
  attempts: { ...integer, ...LISTED },
  callId: { ...maybeInteger, ...LISTED },
  /** The person of the order was erased. */
  erased: { ...flag, row: true },
  finishedAt: { ...maybeTime, ...LISTED, sort: 2 },
} as const satisfies Readonly<Record<string, Field>>;
