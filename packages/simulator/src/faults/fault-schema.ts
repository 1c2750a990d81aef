import * as z from 'zod';

const rate = z.number().min(0).max(1);

/** The ways in which a good answer can be spoiled. The last four occur only when named: three are costly, and
 * what is garbled may by chance say something else. */
export const MALFORMED_KINDS = [
  'truncated',
  'html',
  'wrong_types',
  'unknown_status',
  'duplicate_keys',
  'empty',
  'missing_fields',
  'not_json',
  'reset_mid_body',
  'gzip_bomb',
  'huge',
  'garbled',
] as const;
export type MalformedKind = (typeof MALFORMED_KINDS)[number];

/** Other forms of a good answer, known from neighbouring services: they can be read, all but for a field or two. */
export const ODD_FORMS = [
  'nothing',
  'number',
  'list_of_text',
  'object',
  'long_text',
  'one_for_list',
  'newest_first',
  'bom',
  'latin1',
  'gzip',
  'deflate',
  'br',
  'zstd',
  'long_integer',
  'time_epoch_seconds',
  'time_epoch_ms',
  'time_local',
  'time_offset',
  'time_zone',
  'time_http',
  'time_swiss',
  'time_list',
  'time_unreadable',
  'token_life',
  'token_no_life',
  'token_long_life',
  'token_blanks',
  'not_from_srs',
  'conflict',
  'error_code',
  'error_empty',
  'bad_method',
] as const;
export type OddForm = (typeof ODD_FORMS)[number];

const oddForm = z.enum(ODD_FORMS);
const malformedKind = z.enum(MALFORMED_KINDS);
const operation = z.enum([
  'token',
  'list_methods',
  'place_order',
  'get_status',
  'cancel_order',
  'verify',
  'lookup',
]);

/**
 * What `PUT /_sim/faults` takes; the new settings replace the old ones, `{}` clears them.
 * - `latencyMs`: a number, or a range to draw from.
 * - `errorRate` with `status` (500): without a rate, a given `status` or `retryAfter` hits every call.
 * - `retryAfter`: seconds; `'date'` for an HTTP date two seconds ahead; `{seconds, form}`; any other text is
 *   sent as it is; null leaves the header out where the rate limiter would send it.
 * - `malformedKind`: one kind or several instead of the usual rotation; alone it hits every call.
 * - `malform`: other forms of good answers, by name or `'any'`, each in turn; `malformRate` (1) by chance.
 * - `when`: whether the effect (an order placed, cancelled, a token issued) takes place although the caller
 *   gets no proper answer: `before` = no, `after` = yes; else by seed.
 * - `only`: the operations concerned; else all.
 */
export const faultSchema = z.strictObject({
  latencyMs: z
    .union([
      z.number().min(0).max(600_000),
      z.strictObject({ min: z.number().min(0), max: z.number().max(600_000) }),
    ])
    .optional(),
  errorRate: rate.optional(),
  status: z.int().min(300).max(599).optional(),
  retryAfter: z
    .union([
      z.number().min(0),
      z.string().min(1),
      z.null(),
      z.strictObject({ seconds: z.number().min(0), form: z.enum(['seconds', 'date']) }),
    ])
    .optional(),
  dropRate: rate.optional(),
  malformedRate: rate.optional(),
  malformedKind: z.union([malformedKind, z.array(malformedKind).min(1)]).optional(),
  malform: z.union([oddForm, z.array(oddForm).min(1), z.literal('any')]).optional(),
  malformRate: rate.optional(),
  hangRate: rate.optional(),
  tokenTtlSeconds: z.number().positive().optional(),
  rateLimit: z
    .strictObject({
      perSecond: z.number().positive(),
      algorithm: z.enum(['fixed_window', 'token_bucket']),
      burst: z.number().positive().optional(),
    })
    .optional(),
  when: z.enum(['before', 'after']).optional(),
  only: z.array(operation).optional(),
});

export type Faults = z.infer<typeof faultSchema>;
export type RateLimit = NonNullable<Faults['rateLimit']>;
