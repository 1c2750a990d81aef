import type { Denials } from './denials.ts';
import type { LoginLimiter } from './login-limiter.ts';
import type { Tickets } from './tickets.ts';

/** Where somebody asks from, as the log and the list of sessions hold it. */
export interface LoginOrigin {
  address: string | null;
  agent: string | null;
}

/** What a login needs of what the HTTP side keeps. */
export interface LoginTools {
  limiter: LoginLimiter;
  denials: Pick<Denials, 'anonymous' | 'known'>;
  tickets: Tickets;
}

/** A session that was opened: its token, which is kept nowhere, and its end (ms since epoch). */
export interface OpenedSession {
  token: string;
  expiresAt: number;
}

/** Where a login stands: done, or asking for a code, which goes with the ticket (until when it works, in ms since epoch). */
export type LoginStep = { opened: OpenedSession } | { opened: null; ticket: string; expiresAt: number };
