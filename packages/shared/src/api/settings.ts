import * as z from 'zod';

/** One thing that an admin may set. */
export const settingRow = z.object({
  id: z.string(),
  name: z.string(),
  /** Where it stands among the others on the page. */
  place: z.int(),
  /** What it does, in English. */
  summary: z.string(),
  value: z.unknown(),
  fallback: z.unknown(),
  /** Set where the server is started, and only shown here. */
  inEnvironment: z.boolean(),
  /** Whether somebody has set it. */
  isSet: z.boolean(),
  changedAt: z.iso.datetime().nullable(),
  changedBy: z.string().nullable(),
  /** Its last changes out of the log, newest first. */
  changes: z.array(
    z.object({
      seq: z.int(),
      at: z.iso.datetime(),
      by: z.string(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
  /** A change that loosens a control and waits for a second admin. */
  proposal: z.object({ id: z.int(), value: z.unknown(), by: z.string(), at: z.iso.datetime() }).nullable(),
  /** JSON schema of the value, for a form. */
  schema: z.unknown(),
});
export type SettingRow = z.infer<typeof settingRow>;

/** `PUT /api/settings/:name`; `null` goes back to the fallback. */
export const settingInput = z.strictObject({ value: z.unknown() });
