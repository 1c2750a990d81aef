import * as z from 'zod';
import { CALL_FIELDS } from '../call/fields.ts';
import { listOf, shapeWith } from '../fields/field.ts';

/** A row of `/api/calls`: one attempt of one call. */
export const callRow = z.object({
  ...shapeWith(CALL_FIELDS, 'row'),
  /** Where equal calls are folded: how many are in this line, and since when; the line is the last of them. */
  count: z.int().optional(),
  firstAt: z.iso.datetime().optional(),
});
export type CallRow = z.infer<typeof callRow>;

const headers = z.record(z.string(), z.string());

/** `/api/calls/:id`; headers and bodies are absent for roles that may not see them. */
export const callDetail = z.object({
  ...callRow.shape,
  requestHeaders: headers.nullable().optional(),
  requestBody: z.string().nullable().optional(),
  responseHeaders: headers.nullable().optional(),
  responseBody: z.string().nullable().optional(),
  /** What went wrong below HTTP, or what could not be understood. */
  failure: z.string().nullable().optional(),
  /** Bodies are `clear`, `masked` until the order's person is revealed, or `erased`. */
  bodies: z.enum(['clear', 'masked', 'erased']).optional(),
  /** Until when bodies show what is revealed to who asks; absent where nothing of it is. */
  revealedUntil: z.iso.datetime().optional(),
  seqIntent: z.int(),
  seqOutcome: z.int().nullable(),
});
export type CallDetail = z.infer<typeof callDetail>;

const YES_OR_NO = { type: 'choice', values: ['yes', 'no'] } as const;

export const callList = listOf(CALL_FIELDS, {
  more: {
    /** Whether it went wrong (`hasFailed`). */
    failed: YES_OR_NO,
    /** With the Ref ID of one order: equal calls in a row are one line. */
    folded: YES_OR_NO,
  },
  defaultSort: ['id', 'DESC'],
  q: false,
});
