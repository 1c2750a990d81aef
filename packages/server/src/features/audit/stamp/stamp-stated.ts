import * as z from 'zod';

/** What an entry `audit.time_stamp` states in its detail: `sha256` is that of the authority's whole answer. */
export const stampStated = z.object({
  size: z.int(),
  stampedAt: z.iso.datetime(),
  authority: z.string(),
  policy: z.string(),
  serial: z.string(),
  nonce: z.string(),
  sha256: z.string(),
});
export type StampStated = z.infer<typeof stampStated>;
