/** The list from which an order was opened, so that its page can go to the previous and the next. */
export interface OrderQueue {
  /** Ref IDs of the page that was on screen, in its order. */
  ids: readonly string[];
  /** Position of the first of them in the whole list, from 0. */
  offset: number;
  total: number;
  capped: boolean;
  filter: Readonly<Record<string, unknown>>;
  sort: { field: string; order: 'ASC' | 'DESC' };
  /** The list's address, to go back to. */
  backTo: string;
}

/** Where an order stands in a queue: its number from 1, and its neighbours on the page. */
interface QueuePlace {
  position: number;
  previous: string | null;
  next: string | null;
}

let queue: OrderQueue | null = null;

/** Keeps the list in this tab's memory only: ids are no preferences. */
export function rememberQueue(next: OrderQueue): void {
  queue = next;
}

export function rememberedQueue(): OrderQueue | null {
  return queue;
}

/** The place of `refId` in `from`, or null when it is not in it (opened by a link or a search). */
export function placeIn(from: OrderQueue | null, refId: string): QueuePlace | null {
  const at = from?.ids.indexOf(refId) ?? -1;
  if (!from || at < 0) return null;
  return {
    position: from.offset + at + 1,
    previous: from.ids[at - 1] ?? null,
    next: from.ids[at + 1] ?? null,
  };
}
