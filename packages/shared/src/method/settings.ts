import * as z from 'zod';
import { recordOf } from '../fields/field.ts';
import { described } from '../settings/setting.ts';
import { METHOD_SHEETS, UNLISTED_METHOD_TIMINGS } from './catalogue.ts';
import { METHOD_KEYS, type MethodKey, type MethodTimings, VERIFY_ANCHORS } from './sheet.ts';

const effect = 'next_sync';
const seconds = (max: number) => described(z.int().min(0).max(max), { unit: 'seconds', effect });
const maybeSeconds = (max: number) =>
  described(z.int().min(0).max(max).nullable(), { unit: 'seconds', effect });
const DAY = 86_400;

/** What a Service Provider may set for one method; spans in seconds. Left out: the data sheet's value. */
const methodTimingsInput = z
  .strictObject({
    identificationMinSeconds: maybeSeconds(DAY),
    identificationMaxSeconds: maybeSeconds(DAY),
    verifyAnchor: described(z.enum(VERIFY_ANCHORS), { effect }),
    verifyFromSeconds: seconds(DAY),
    verifyUntilSeconds: seconds(DAY),
    resultWithinSeconds: seconds(30 * DAY),
    sessionSeconds: maybeSeconds(DAY),
    urlReuses: described(z.int().min(0).max(1000).nullable(), { unit: 'times', effect }),
    evidenceYears: described(z.int().min(1).max(20), { unit: 'years', effect }),
  })
  .partial()
  .refine(
    (timings) =>
      timings.verifyFromSeconds === undefined ||
      timings.verifyUntilSeconds === undefined ||
      timings.verifyFromSeconds <= timings.verifyUntilSeconds,
    { error: 'verifyFromSeconds must not exceed verifyUntilSeconds', path: ['verifyUntilSeconds'] },
  );

/** Timings of all methods as an admin sets them: only what differs from the data sheets. */
export const methodSettingsSchema = z.strictObject({
  ...recordOf(METHOD_KEYS, () => methodTimingsInput.prefault({})),
  /** For methods that stand in no sheet. */
  unlisted: methodTimingsInput.prefault({}),
});

/** Parsed form of {@link methodSettingsSchema}. */
export type MethodSettings = z.infer<typeof methodSettingsSchema>;

/** The data sheets' own values, nothing changed. */
export const DEFAULT_METHOD_SETTINGS: MethodSettings = methodSettingsSchema.parse({});

type GivenTimings = z.infer<typeof methodTimingsInput>;

/** The waiting times that hold for a method: what was set, else the data sheet's. */
export function timingsOf(
  key: MethodKey | null,
  settings: MethodSettings = DEFAULT_METHOD_SETTINGS,
): MethodTimings {
  const base = key === null ? UNLISTED_METHOD_TIMINGS : METHOD_SHEETS[key].timings;
  const given = settings[key ?? 'unlisted'];
  const merged = { ...base, ...definedOnly(given) };
  // Raising only the start of the window must not leave it ending before it begins.
  return { ...merged, verifyUntilSeconds: Math.max(merged.verifyUntilSeconds, merged.verifyFromSeconds) };
}

function definedOnly(given: GivenTimings): Partial<MethodTimings> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
