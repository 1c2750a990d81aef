import * as z from 'zod';
import { DEFAULT_METHOD_SETTINGS, type MethodSettings } from '../method/settings.ts';
import { described } from '../settings/setting.ts';

const DAY = 86_400;
const seconds = (normal: number) =>
  described(
    z
      .int()
      .min(0)
      .max(365 * DAY)
      .default(normal),
    { unit: 'seconds', effect: 'next_sync' },
  );

/** Limits of triage that no section of the guide fixes; all spans in seconds. */
export const triageSettingsSchema = z.strictObject({
  /** How long an order may be without a target URL. */
  noTargetUrlSeconds: seconds(300),
  /** How long to wait for the SMS with the terms before its absence is a case. */
  termsWaitSeconds: seconds(3600),
  /** How long after Terminated pending terms call for attention. */
  termsAttentionSeconds: seconds(0),
  /** Terms that nobody accepted for so long have lapsed: the order leaves the queue. */
  termsLapseSeconds: seconds(30 * DAY),
  /** A verify call this young tells whether somebody is registered now. */
  verifyFreshSeconds: seconds(900),
  /** An unknown status or a regression is the desk's own matter for so long. */
  unreadableGraceSeconds: seconds(1800),
  /** An order SRS does not know may be a slip for so long. */
  goneGraceSeconds: seconds(3600),
  /** How long after its session's end a bank order may take to turn negative. */
  sessionGraceSeconds: seconds(1800),
  /** An error calls for attention for so long, unless a later order replaces it. */
  errorAttentionSeconds: seconds(14 * DAY),
  /** When an order counts as stuck as long as the desk has no history to learn from. */
  stuckCreatedSeconds: seconds(900),
  stuckInitializedSeconds: seconds(3 * DAY),
  stuckTermsSeconds: seconds(2 * DAY),
  /** Stuck is what lasts so many times longer than nine in ten orders of its method and status did. */
  learnedFactor: described(z.number().min(1).max(100).default(1.5), { unit: 'times', effect: 'next_sync' }),
  learnedFloorSeconds: seconds(600),
});

/** Parsed form of {@link triageSettingsSchema}. */
export type TriageSettings = z.infer<typeof triageSettingsSchema>;

/** The limits nobody has changed. */
export const DEFAULT_TRIAGE: TriageSettings = triageSettingsSchema.parse({});

/** What triage goes by: its own limits and the methods' timings. */
export interface TriageRules {
  readonly triage: TriageSettings;
  readonly methods: MethodSettings;
}

/** The rules with nothing set by anybody. */
export const DEFAULT_TRIAGE_RULES: TriageRules = { triage: DEFAULT_TRIAGE, methods: DEFAULT_METHOD_SETTINGS };
