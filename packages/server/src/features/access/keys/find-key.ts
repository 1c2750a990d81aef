import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { hashToken } from '../sessions/token.ts';
import { findUser } from '../users/queries.ts';
import { keyRights } from './key-rights.ts';
import { findLiveKey } from './queries.ts';

/** How exactly the last use is written down, ms. */
const USED_EVERY_MS = 60_000;

/** Who a key is: itself, never the person who made it. */
interface KeyHolder {
  who: Principal;
  /** What it is for. */
  name: string;
}

/** Finds out whose token this is, anew each time: what the maker may no longer do, the key may not do either. */
export class KeyFinder {
  readonly #desk: Desk;
  readonly #used = new Map<number, number>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The key of a token; null when it is over, revoked, or the user who made it is gone or shut out. */
  find(token: string): KeyHolder | null {
    const { reader, clock } = this.#desk;
    const now = clock.now();
    const key = findLiveKey(reader, hashToken(token), now);
    if (!key) return null;
    const byUser = key.createdBy.startsWith('user:') ? key.createdBy.slice('user:'.length) : null;
    const maker = byUser === null ? null : findUser(reader, byUser);
    if (maker === undefined || (maker && maker.disabledAt !== null)) return null;
    this.#noteUsed(key.id, now);
    const actor = `key:${key.id}`;
    const rights = keyRights(key, maker?.role ?? null);
    return { who: { kind: 'key', name: actor, actor, origin: 'user', ...rights }, name: key.name };
  }

  #noteUsed(id: number, now: number): void {
    if (!hasPassed(USED_EVERY_MS, this.#used.get(id) ?? 0, now)) return;
    this.#used.set(id, now);
    // A desk that cannot write can still be read.
    this.#desk.ledger.recordWithoutEntry([{ name: 'api_key.used', args: { id } }]).catch(() => undefined);
  }
}
