import { FACTOR_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import type { Request } from 'express';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { isOverTls } from '../../../platform/http/over-tls.ts';
import type { Authenticated } from '../../../platform/http/services.ts';
import { KeyFinder } from '../keys/find-key.ts';
import { findLiveSession } from './queries.ts';
import { readSessionCookie } from './session-cookie.ts';
import { SEEN_EVERY_MS, SESSION_IDLE_MS } from './session-policy.ts';
import { hashToken } from './token.ts';

const NO_SESSION = {
  expiresAt: null,
  provenAt: null,
  mustChangePassword: false,
  hasFactor: false,
  mustEnrolFactor: false,
  issuer: null,
} as const;

/** A page that stands open listens and reads again by itself: that is no act of a person, and does not keep the session. */
function isActOfPerson(req: Request): boolean {
  return req.path !== '/api/events' && req.headers['x-srs-desk-background'] === undefined;
}

/** Finds out who asks. Reads users, sessions and keys anew each time: changes hold from the next request on. */
export class Authenticator {
  readonly #desk: Desk;
  readonly #always: Principal | null;
  /** Sessions ended while the ledger could not write it down. */
  readonly #ended = new Set<number>();
  readonly #seen = new Map<number, number>();
  readonly #keys: KeyFinder;

  constructor(desk: Desk, always: Principal | null) {
    this.#desk = desk;
    this.#always = always;
    this.#keys = new KeyFinder(desk);
  }

  authenticate(req: Request): Authenticated | null {
    if (this.#always)
      return { who: this.#always, by: 'socket', displayName: this.#always.name, ...NO_SESSION };
    const bearer = /^Bearer +([\w.~+/=-]{8,200})$/i.exec(req.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return this.#byKey(bearer);
    const token = readSessionCookie(req.headers.cookie, isOverTls(req, this.#desk.config));
    return token === null ? null : this.#bySession(token, isActOfPerson(req));
  }

  /** Forgets a session at once, even if that cannot be written down. */
  end(sessionId: number): void {
    this.#ended.add(sessionId);
  }

  #byKey(token: string): Authenticated | null {
    const key = this.#keys.find(token);
    return key && { who: key.who, by: 'key', displayName: key.name, ...NO_SESSION };
  }

  #bySession(token: string, acts: boolean): Authenticated | null {
    const { reader, clock } = this.#desk;
    const now = clock.now();
    const session = findLiveSession(reader, hashToken(token), now, SESSION_IDLE_MS);
    if (!session || this.#ended.has(session.id)) return null;
    if (acts) this.#noteSeen(session.id, session.seenAt, now);
    const who: Principal = {
      kind: 'user',
      name: session.username,
      role: session.role,
      actor: `user:${session.username}`,
      origin: 'user',
      sessionId: session.id,
    };
    const { displayName, expiresAt, provenAt, mustChangePassword, hasFactor, issuer } = session;
    // Whom an identity provider vouches for shows a second factor there.
    const asksFactor = issuer === null && this.#desk.settings.get(FACTOR_SETTING)[session.role];
    return {
      who,
      by: 'cookie',
      displayName,
      expiresAt,
      provenAt,
      mustChangePassword,
      hasFactor,
      mustEnrolFactor: asksFactor && !hasFactor,
      issuer,
    };
  }

  #noteSeen(id: number, seenAt: number, now: number): void {
    const last = Math.max(seenAt, this.#seen.get(id) ?? 0);
    if (!hasPassed(SEEN_EVERY_MS, last, now)) return;
    if (this.#seen.size > 10_000) this.#seen.clear();
    this.#seen.set(id, now);
    // A desk that cannot write can still be read: the session then ends by its rest.
    this.#desk.ledger.recordWithoutEntry([{ name: 'session.seen', args: { id } }]).catch(() => undefined);
  }
}
