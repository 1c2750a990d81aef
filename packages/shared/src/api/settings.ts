import { z } from 'zod';

/** One thing that an admin may set. */
export const settingRow = z.object({
  id: z.string(),
  name: z.string(),
  /** What it does, in English. */
  summary: z.string(),
  value: z.unknown(),
  fallback: z.unknown(),
  /** Whether somebody has set it. */
  isSet: z.boolean(),
  changedAt: z.iso.datetime().nullable(),
  changedBy: z.string().nullable(),
  /** JSON schema of the value, for a form. */
  schema: z.unknown(),
});
export type SettingRow = z.infer<typeof settingRow>;

/** `PUT /api/settings/:name`; `null` goes back to the fallback. */
export const settingInput = z.strictObject({ value: z.unknown() });
