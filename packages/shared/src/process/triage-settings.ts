import { z } from 'zod';
import { DEFAULT_METHOD_SETTINGS, type MethodSettings } from '../method/settings.ts';

const DAY = 86_400;
const seconds = z
  .number()
  .int()
  .min(0)
  .max(365 * DAY);

/** Limits of triage that no section of the guide fixes; all spans in seconds. */
export const triageSettingsSchema = z.strictObject({
  /** How long an order may be without a target URL. */
  noTargetUrlSeconds: seconds.default(300),
  /** How long to wait for the SMS with the terms before its absence is a case. */
  termsWaitSeconds: seconds.default(3600),
  /** How long after Terminated pending terms call for attention. */
  termsAttentionSeconds: seconds.default(0),
  /** Terms that nobody accepted for so long have lapsed: the order leaves the queue. */
  termsLapseSeconds: seconds.default(30 * DAY),
  /** A verify call this young tells whether somebody is registered now. */
  verifyFreshSeconds: seconds.default(900),
  /** An unknown status or a regression is the desk's own matter for so long. */
  unreadableGraceSeconds: seconds.default(1800),
  /** An order SRS does not know may be a slip for so long. */
  goneGraceSeconds: seconds.default(3600),
  /** How long after its session's end a bank order may take to turn negative. */
  sessionGraceSeconds: seconds.default(1800),
  /** An error calls for attention for so long, unless a later order replaces it. */
  errorAttentionSeconds: seconds.default(14 * DAY),
  /** When an order counts as stuck as long as the desk has no history to learn from. */
  stuckCreatedSeconds: seconds.default(900),
  stuckInitializedSeconds: seconds.default(3 * DAY),
  stuckTermsSeconds: seconds.default(2 * DAY),
  /** Stuck is what lasts so many times longer than nine in ten orders of its method and status did. */
  learnedFactor: z.number().min(1).max(100).default(1.5),
  learnedFloorSeconds: seconds.default(600),
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
