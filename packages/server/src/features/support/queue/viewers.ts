import type { OrderViewers } from '@srs-desk/shared/api/support.ts';
import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import type { Events } from '../../../platform/events/events.ts';
import type { Actor } from '../../../platform/ledger/entry-draft.ts';

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
  readonly #events: Pick<Events, 'publish'>;
  readonly #orders = new Map<string, Map<Actor, Viewer>>();

  constructor(clock: { now(): number }, events: Pick<Events, 'publish'>) {
    this.#clock = clock;
    this.#events = events;
  }

  /**
   * Notes that `who`, shown as `name`, has the page of `refId` open; gives the others who do, who came first at the head.
   * Those hear of it when somebody comes, and when somebody is noticed to have gone.
   */
  note(refId: string, who: Actor, name: string): OrderViewers['others'] {
    const now = this.#clock.now();
    this.#forget(now);
    const here = this.#orders.get(refId) ?? new Map<Actor, Viewer>();
    this.#orders.set(refId, here);
    const before = here.get(who);
    here.set(who, { name, since: before?.since ?? now, seenAt: now });
    const others = [...here].filter(([actor]) => actor !== who);
    if (before === undefined && others.length > 0) this.#tell(refId);
    return others.map(([id, other]) => ({
      id,
      name: other.name,
      since: new Date(other.since).toISOString(),
    }));
  }

  #forget(now: number): void {
    for (const [refId, here] of this.#orders) {
      const gone = [...here].filter(([, { seenAt }]) => hasPassed(GONE_AFTER_MS, seenAt, now));
      for (const [actor] of gone) here.delete(actor);
      if (here.size === 0) this.#orders.delete(refId);
      else if (gone.length > 0) this.#tell(refId);
    }
  }

  #tell(refId: string): void {
    this.#events.publish([{ resource: 'viewers', id: refId }]);
  }
}

declare module '../../../platform/desk.ts' {
  interface Desk {
    readonly viewers: Viewers;
  }
}
