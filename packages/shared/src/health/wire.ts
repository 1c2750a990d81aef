import * as z from 'zod';
import { CALL_OPERATIONS } from '../call/fields.ts';
import { HEALTH_CAUSES, HEALTH_STATES } from './health.ts';
import { TROUBLE_CODES } from './trouble.ts';

/** One operation's trouble on the wire. */
export const troubleView = z.object({
  operation: z.enum(CALL_OPERATIONS),
  code: z.enum(TROUBLE_CODES),
  status: z.int().nullable(),
  /** In English, without times. */
  text: z.string(),
  since: z.iso.datetime(),
  /** When the next call is made; null when none waits, or one is under way. */
  nextTryAt: z.iso.datetime().nullable(),
});
export type TroubleView = z.infer<typeof troubleView>;

/** The desk's health on the wire: what dot, banner and card show. */
export const healthView = z.object({
  state: z.enum(HEALTH_STATES),
  causes: z.array(z.enum(HEALTH_CAUSES)),
  /** Orders that are due, how long the first of them has been, and when all are read at the present pace. */
  dueOrders: z.int(),
  lagMs: z.int(),
  catchUpMs: z.int().nullable(),
  troubles: z.array(troubleView),
});
export type HealthView = z.infer<typeof healthView>;
