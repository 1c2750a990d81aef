import { z } from 'zod';
import { Setting } from '../../platform/settings/settings.ts';

/** How long a reveal of personal data lasts. */
export const REVEAL_MINUTES = new Setting<number>({
  name: 'access.reveal_minutes',
  schema: z.int().min(1).max(480),
  fallback: 15,
});

/** Country calling code that completes numbers typed in national notation. */
export const COUNTRY_CODE = new Setting<string>({
  name: 'search.country_code',
  schema: z.string().regex(/^[1-9]\d{0,2}$/, 'must be the digits of a country calling code, such as 41'),
  fallback: '41',
});

/** From which lag on the pages say that the sync is behind. */
export const BEHIND_AFTER_MINUTES = new Setting<number>({
  name: 'sync.behind_after_minutes',
  schema: z.int().min(1).max(1440),
  fallback: 5,
});
