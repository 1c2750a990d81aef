import { isTimeZone } from '@srs-desk/shared/billing/periods.ts';
import * as z from 'zod';
import { Secret } from './secrets.ts';

/** An address without a user name: what it tells of a wrong one names what would be right. */
export const httpUrl = z.string().superRefine((text, { addIssue }) => {
  const wrong = (message: string) => addIssue({ code: 'custom', message });
  if (!/^https?:\/\//i.test(text))
    return wrong('must begin with https:// or http://, as in https://srs.example.org');
  if (!URL.canParse(text)) return wrong('must be an address such as https://srs.example.org');
  const { username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '') wrong('must not hold a user name or password');
  if (search !== '' || hash !== '') wrong('must end before ? and #');
});

export const port = z.coerce
  .number('must be a port number')
  .int('must be a port number')
  .min(0, 'must be at least 0')
  .max(65_535, 'must be at most 65535');

export const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as Europe/Zurich');

export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 02:30');

/** What may not be shown; it may also lie in a file that `NAME_FILE` names. */
export const secret = z.string().transform((text) => new Secret(text));

const proxyAddress = z.union([
  z.enum(['loopback', 'linklocal', 'uniquelocal']),
  z.ipv4(),
  z.ipv6(),
  z.cidrv4(),
  z.cidrv6(),
]);

function isTrustProxy(text: string): boolean {
  if (/^(false|\d+)$/.test(text)) return true;
  return text.split(',').every((part) => proxyAddress.safeParse(part.trim()).success);
}

/** What Express calls `trust proxy`. */
export const trustProxy = z
  .string()
  .refine(
    isTrustProxy,
    'must be a number of proxies, or addresses such as loopback or 10.0.0.0/8: else whoever asks names their own address',
  )
  .transform((text): false | number | string => {
    if (text === 'false') return false;
    return /^\d+$/.test(text) ? Number(text) : text;
  });
