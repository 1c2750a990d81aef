import * as z from 'zod';
import { LANGUAGES } from '../words/language.ts';
import { reason } from './reason.ts';

/** In which forms a person gets what is known of them. */
export const PERSON_FILE_FORMATS = ['html', 'json'] as const;
export type PersonFileFormat = (typeof PERSON_FILE_FORMATS)[number];

/** `POST /api/orders/:refId/person-file`. */
export const personFileInput = z.strictObject({
  format: z.enum(PERSON_FILE_FORMATS).default('html'),
  /** Of whoever reads it. */
  lang: z.enum(LANGUAGES).default('en'),
  reason,
});
export type PersonFileInput = z.infer<typeof personFileInput>;
