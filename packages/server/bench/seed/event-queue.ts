/** A binary heap: gives what was added in the order of its time; what has the same time in the order of adding. */
export class EventQueue<T> {
  readonly #heap: { at: number; order: number; item: T }[] = [];
  #added = 0;

  add(at: number, item: T): void {
    const heap = this.#heap;
    const entry = { at, order: this.#added++, item };
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !earlier(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  /** The earliest item not later than `time`, taken out; null when there is none. */
  takeUpTo(time: number): T | null {
    const first = this.#heap[0];
    if (first === undefined || first.at > time) return null;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) this.#sink(last);
    return first.item;
  }

  #sink(entry: { at: number; order: number; item: T }): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      if (left === undefined) break;
      const goRight = right !== undefined && earlier(right, left);
      const child = goRight ? right : left;
      if (!earlier(child, entry)) break;
      heap[index] = child;
      index = 2 * index + (goRight ? 2 : 1);
    }
    heap[index] = entry;
  }
}

function earlier(a: { at: number; order: number }, b: { at: number; order: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
