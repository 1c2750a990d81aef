import * as z from 'zod';
import { SHOWN_FOR } from '../access/reveal-categories.ts';
import { periodSchema } from '../billing/periods.ts';

/** `GET /api/reveal-report`: a month of the billing time zone. */
export const revealReportQuery = z.strictObject({ month: periodSchema });

/** How often somebody was shown personal data, for one reason. */
export const revealReportRow = z.object({
  actor: z.string(),
  category: z.enum(SHOWN_FOR),
  reveals: z.int(),
  /** Orders among them, each counted once. */
  orders: z.int(),
});
export type RevealReportRow = z.infer<typeof revealReportRow>;
