import * as z from 'zod';
import { described } from '../settings/setting.ts';

const address = described(
  z
    .string()
    .trim()
    .max(500)
    .regex(/^(https?:\/\/\S+)?$/, 'an address such as https://example.com'),
  { effect: 'at_once' },
);

/** Where the providers publish what they support; empty while nobody has set it. */
export const playbookLinks = z.strictObject({ countries: address, banks: address });
export type PlaybookLinks = z.infer<typeof playbookLinks>;
