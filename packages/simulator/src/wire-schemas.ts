import * as z from 'zod';
import type { FieldError } from './problem.ts';
import { jurisdictionOf, loaOf, msisdnKey } from './spelling.ts';

const text = z.string().max(500);
/** Blank counts as not given: applications send empty form fields. */
const optional = text
  .transform((value) => (value.trim() === '' ? undefined : value.trim()))
  .nullish()
  .transform((value) => value ?? undefined);

const mobile = optional.refine((value) => value === undefined || isMobile(value), {
  error: 'a mobile number with country code is expected, such as +41 79 000 12 34',
});
const dob = optional.refine((value) => value === undefined || isDate(value), {
  error: 'a date is expected, such as 1984-02-29',
});

function isMobile(value: string): boolean {
  return /^(\+|00)?[\d\s().\-/]+$/.test(value) && /^[1-9]\d{7,14}$/.test(msisdnKey(value));
}

function isDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(time || 0).toISOString().startsWith(value);
}

/** Body of the placing call; other fields are let through unread. */
export const placeSchema = z.object({
  country: optional,
  dob,
  email: optional,
  // Free text of the Service Provider: kept to the letter, blanks included.
  externalId: text.nullish().transform((value) => (value ? value : undefined)),
  firstName: optional,
  language: optional,
  lastName: optional,
  mobile,
  placeOfBirth: optional,
  nationality: optional,
  documentValidity: optional,
});
export type InitialData = z.infer<typeof placeSchema>;

const msisdn = z.string().refine(isMobile, { error: 'a mobile number with country code is expected' });

/** Body of the verify call. */
export const verifySchema = z.object({
  jurisdiction: z.string().transform((value, context) => {
    const jurisdiction = jurisdictionOf(value);
    if (jurisdiction !== null) return jurisdiction;
    context.addIssue({ code: 'custom', message: 'zertes or eidas is expected' });
    return z.NEVER;
  }),
  msisdn,
  assuranceLevel: z.union([z.string(), z.number()]).transform((value, context) => {
    const level = loaOf(String(value));
    if (level !== null) return level;
    context.addIssue({ code: 'custom', message: '3 or 4 is expected' });
    return z.NEVER;
  }),
  distinguishedName: z.string().nullish(),
});

export const lookupSchema = z.object({ msisdn });

/** What is wrong with a body, field by field. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', message }));
}

/** Given name and surname out of `cn=…, givenname=…, surname=…, c=…`; undefined where absent. */
export function namesOf(distinguishedName: string | null | undefined): {
  firstName: string | undefined;
  lastName: string | undefined;
} {
  const parts = new Map<string, string>();
  // A comma inside a value is escaped by a backslash (RFC 4514).
  for (const part of (distinguishedName ?? '').split(/(?<!\\),/)) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const value = part
      .slice(equals + 1)
      .replace(/\\(.)/g, '$1')
      .trim();
    if (value !== '') parts.set(part.slice(0, equals).trim().toLowerCase(), value);
  }
  return {
    firstName: parts.get('givenname') ?? parts.get('gn'),
    lastName: parts.get('surname') ?? parts.get('sn'),
  };
}
