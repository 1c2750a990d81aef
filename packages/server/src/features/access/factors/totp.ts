import { Secret, TOTP } from 'otpauth';

/** What authenticator apps take for granted (RFC 6238): six digits, 30 s, SHA-1. */
const USUAL = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 4226 asks for 160 bits. */
const SECRET_BYTES = 20;
/** Steps before and after that are taken: clocks differ, and typing takes a while. */
const DRIFT_STEPS = 1;

/** A new secret, in base32 as authenticator apps take it. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What a QR code tells an authenticator app. */
export function enrolmentUri(secret: string, username: string): string {
  return new TOTP({ ...USUAL, issuer: 'SRS Desk', label: username, secret }).toString();
}

/** The step of time whose code this is, now (ms) or one step beside; null when it is none of them. */
export function stepOf(secret: string, code: string, now: number): number | null {
  const totp = new TOTP({ ...USUAL, secret });
  const delta = totp.validate({ token: code, timestamp: now, window: DRIFT_STEPS });
  return delta === null ? null : totp.counter({ timestamp: now }) + delta;
}
