import * as z from 'zod';
import { CATALOGUE } from '../catalogue.ts';
import { FATES } from '../population/fates.ts';

const seed = z.int().min(0);
const name = z.string().trim().min(1).max(100);

export const statusChangeSchema = z
  .strictObject({
    status: name.optional(),
    reason: z.string().max(1000).optional(),
    termsAccepted: z.boolean().optional(),
  })
  .refine((change) => change.status !== undefined || change.termsAccepted !== undefined, {
    error: 'status or termsAccepted is expected',
  });

export const newOrdersSchema = z.strictObject({
  count: z.int().min(1).max(200_000),
  seed: seed.default(1),
  /** Created evenly over this time up to now, instead of all now. */
  spreadSeconds: z.number().min(0).optional(),
  /** All with the same end, or all of one issuer, instead of drawn. */
  fate: z.enum(FATES).optional(),
  issuer: z.enum(CATALOGUE.map((provider) => provider.issuer)).optional(),
});

export const clockSchema = z.strictObject({ advanceSeconds: z.number() });

const populationSchema = z.union([z.enum(['full', 'none']), z.int().min(0).max(200_000)]);

export const resetSchema = z.strictObject({
  seed: seed.optional(),
  speed: z.number().positive().optional(),
  population: populationSchema.optional(),
  arrivalsPerMinute: z.number().min(0).optional(),
});

export const pageSchema = z.object({
  since: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).optional(),
});
