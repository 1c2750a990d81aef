import { z } from 'zod';
import type { ListSpec } from './list.ts';

export const CALL_OPERATIONS = [
  'token',
  'list_methods',
  'place_order',
  'get_status',
  'cancel_order',
  'verify',
  'lookup',
  'other',
] as const;
export type CallOperation = (typeof CALL_OPERATIONS)[number];

export const CALL_ORIGINS = ['sync', 'user', 'gateway', 'system', 'cli'] as const;
export type CallOrigin = (typeof CALL_ORIGINS)[number];

export const CALL_OUTCOMES = [
  'ok',
  'http_error',
  'network_error',
  'timeout',
  'invalid_response',
  'in_flight',
  'unknown',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A row of `/api/calls`: one attempt of one call. */
export const callRow = z.object({
  id: z.int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  operation: z.enum(CALL_OPERATIONS),
  httpMethod: z.string(),
  url: z.string(),
  refId: z.string().nullable(),
  orderId: z.string().nullable(),
  externalId: z.string().nullable(),
  actor: z.string(),
  origin: z.enum(CALL_ORIGINS),
  httpStatus: z.int().nullable(),
  outcome: z.enum(CALL_OUTCOMES),
  durationMs: z.int().nullable(),
  attempt: z.int(),
  correlationId: z.string(),
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
  seqIntent: z.int(),
  seqOutcome: z.int().nullable(),
});
export type CallDetail = z.infer<typeof callDetail>;

export const callList: ListSpec = {
  filters: {
    id: { type: 'integer' },
    startedAt: { type: 'time' },
    finishedAt: { type: 'time' },
    operation: { type: 'choice', values: CALL_OPERATIONS },
    httpMethod: { type: 'text' },
    url: { type: 'text' },
    refId: { type: 'text' },
    orderId: { type: 'text' },
    externalId: { type: 'text' },
    actor: { type: 'text' },
    origin: { type: 'choice', values: CALL_ORIGINS },
    httpStatus: { type: 'integer' },
    outcome: { type: 'choice', values: CALL_OUTCOMES },
    durationMs: { type: 'integer' },
    attempt: { type: 'integer' },
    correlationId: { type: 'text' },
  },
  ranges: ['startedAt'],
  sorts: ['id', 'startedAt', 'durationMs'],
  defaultSort: ['id', 'DESC'],
  q: false,
};
