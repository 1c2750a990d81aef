import * as z from 'zod';

/** `application/problem+json` (RFC 9457) as every error of the API looks. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** For programs: never changes its meaning. */
  code: z.string(),
  /** By field: what is wrong and what would be right. */
  errors: z.record(z.string(), z.string()).optional(),
  /** To quote when asking for help. */
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
