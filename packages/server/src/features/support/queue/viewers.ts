import type { OrderViewers } from '@srs-desk/shared/api/support.ts';
import type { Principal } from '../../../platform/desk.ts';

/** A page that has not said for so long that it shows the order is closed, asleep or cut off, ms. It says so every 20 s. */
const GONE_AFTER_MS = 50_000;

interface Viewer {
  name: string;
  since: number;
  seenAt: number;
}

/**
 * Who has an order's page open, so that two agents on one order see each other. Known only while the desk runs: it is
 * no fact about the order, and nothing is decided by it.
 */
export class Viewers {
  readonly #clock: { now(): number };
  readonly #orders = new Map<string, Map<string, Viewer>>();

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /** Notes that `who` has the page of `refId` open; gives the others who do, who came first at the head. */
  note(refId: string, who: Principal): OrderViewers['others'] {
    const now = this.#clock.now();
    this.#forget(now);
    const here = this.#orders.get(refId) ?? new Map<string, Viewer>();
    this.#orders.set(refId, here);
    here.set(who.actor, { name: who.name, since: here.get(who.actor)?.since ?? now, seenAt: now });
    return [...here]
      .filter(([actor]) => actor !== who.actor)
      .map(([actor, { name, since }]) => ({ id: actor, name, since: new Date(since).toISOString() }));
  }

  #forget(now: number): void {
    for (const [refId, here] of this.#orders) {
      for (const [actor, { seenAt }] of here) if (now - seenAt > GONE_AFTER_MS) here.delete(actor);
      if (here.size === 0) this.#orders.delete(refId);
    }
  }
}

declare module '../../../platform/desk.ts' {
  interface Desk {
    readonly viewers: Viewers;
  }
}
