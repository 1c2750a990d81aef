import * as z from 'zod';
import { methodSettingsSchema } from '../method/settings.ts';
import { triageSettingsSchema } from '../process/triage-settings.ts';

const bothLanguages = z.object({ en: z.string(), de: z.string() });

/** `GET /api/support-rules`: what whose-turn readings, tickets and messages go by, as it is set here. */
export const supportRules = z.object({
  triage: triageSettingsSchema,
  methods: methodSettingsSchema,
  /** The Service Provider's name as its users know it; null while nobody has set it. */
  serviceProvider: z.string().nullable(),
  /** The data is also used by the Service Provider itself, for instance against money laundering (guide §7.1). */
  ownUse: z.boolean(),
  /** The Service Provider's legal text; replaces the notice of guide §7.1. */
  legalText: bothLanguages.nullable(),
});
export type SupportRules = z.infer<typeof supportRules>;
