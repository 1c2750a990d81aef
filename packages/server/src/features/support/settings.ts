import { playbookLinks } from '@srs-desk/shared/api/support.ts';
import { z } from 'zod';
import { Setting } from '../../platform/settings/settings.ts';

/** The Service Provider's name as end users know it; empty until somebody sets it. */
export const SERVICE_PROVIDER_NAME = new Setting<string>({
  name: 'messages.service_provider',
  schema: z.string().trim().max(120),
  fallback: '',
});

/** Whether the Service Provider uses the identification data itself, for instance against money laundering (guide §7.1). */
export const OWN_USE = new Setting<boolean>({
  name: 'messages.own_use',
  schema: z.boolean(),
  fallback: false,
});

const legalText = z
  .string()
  .trim()
  .min(20, 'must say where the link leads, on whose behalf, and what the data is used for')
  .max(4_000);

/** The Service Provider's own legal text, in place of the notice; `{url}`, `{provider}`, `{serviceProvider}` are filled in. */
export const LEGAL_TEXT = new Setting<{ en: string; de: string } | null>({
  name: 'messages.legal_text',
  schema: z.strictObject({ en: legalText, de: legalText }).nullable(),
  fallback: null,
});

/** Where the lists of supported countries and banks stand (guide §7.2, §7.3 link them). */
export const PLAYBOOK_LINKS = new Setting<z.infer<typeof playbookLinks>>({
  name: 'playbook.links',
  schema: playbookLinks,
  fallback: { countries: '', banks: '' },
});
