import * as z from 'zod';

/** What a change that reaches into closed months is repeated with, as its refusal `closed_months` says. */
export const confirmation = z.strictObject({ confirm: z.string().max(100).optional() });
