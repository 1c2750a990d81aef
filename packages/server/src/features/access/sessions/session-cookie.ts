import { parseCookie, stringifySetCookie } from 'cookie';

const NAME = 'srs_desk_session';
/** The prefix makes browsers refuse the cookie unless it came over TLS, for this host alone. */
const SECURE_NAME = `__Host-${NAME}`;

/** The session token of a Cookie header, or null. */
export function readSessionCookie(header: string | undefined, secure: boolean): string | null {
  if (header === undefined) return null;
  return parseCookie(header)[secure ? SECURE_NAME : NAME] ?? null;
}

/** The Set-Cookie header that gives a browser its session; it ends with the browser's own or after `maxAgeMs`. */
export function sessionCookie(token: string, secure: boolean, maxAgeMs: number): string {
  return stringifySetCookie({
    name: secure ? SECURE_NAME : NAME,
    value: token,
    httpOnly: true,
    sameSite: 'strict',
    secure,
    path: '/',
    maxAge: Math.floor(maxAgeMs / 1000),
  });
}

/** The Set-Cookie header that takes the session away. */
export function clearedCookie(secure: boolean): string {
  return stringifySetCookie({
    name: secure ? SECURE_NAME : NAME,
    value: '',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    path: '/',
    maxAge: 0,
  });
}
