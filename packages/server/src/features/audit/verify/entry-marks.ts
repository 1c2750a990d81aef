import { type BlockTimes, TIME_TOLERANCE_MS } from './check-block.ts';
import type { Finding } from './finding.ts';
import { RepeatedUuids, repeatedAmong, uuidMark } from './uuid-watch.ts';

/** UUIDs kept in one piece of memory: 1 MiB, which the system gets back as soon as it is no longer needed. */
const MARKS = 2 ** 17;

/** What is held against each other across a whole log: that no UUID stands twice, and whether time runs back. */
export class EntryMarks {
  #uuids: Float64Array[] = [];
  #filled = MARKS;
  #latest = 0;
  #back: { seq: number; byMs: number } | null = null;

  /** The first entry before which time runs back by more than a little. */
  get back(): { seq: number; byMs: number } | null {
    return this.#back;
  }

  /** Takes an entry in. */
  take(seq: number, at: number, uuid: string): void {
    this.#keep(Float64Array.of(uuidMark(uuid)));
    this.#noteTime(seq, at);
  }

  /** Takes a block of entries in that begins with entry `from`. */
  takeBlock(from: number, times: BlockTimes, uuids: Float64Array): void {
    this.#keep(uuids);
    this.#noteTime(from, times.first);
    this.#back ??= times.back;
    this.#latest = Math.max(this.#latest, times.latest);
  }

  /** The first entry that has the UUID of one before it; `read` gives all of them again, where it may be so. */
  async repeated(
    read: () => Iterable<{ seq: number; uuid: string }> | AsyncIterable<{ seq: number; uuid: string }>,
  ): Promise<Finding | null> {
    const last = this.#uuids.pop();
    const parts = last === undefined ? [] : [...this.#uuids, last.subarray(0, this.#filled)];
    const marks = repeatedAmong(parts);
    this.#uuids = [];
    if (marks.size === 0) return null;
    const repeated = new RepeatedUuids();
    for await (const { seq, uuid } of read()) {
      const first = marks.has(uuidMark(uuid)) ? repeated.take(uuid, seq) : null;
      if (first !== null) return { seq, code: 'uuid', detail: `it has the UUID of entry ${first}` };
    }
    return null;
  }

  #keep(marks: Float64Array): void {
    for (let from = 0; from < marks.length; ) {
      if (this.#filled === MARKS) {
        this.#uuids.push(new Float64Array(MARKS));
        this.#filled = 0;
      }
      const some = marks.subarray(from, from + MARKS - this.#filled);
      this.#uuids.at(-1)?.set(some, this.#filled);
      this.#filled += some.length;
      from += some.length;
    }
  }

  #noteTime(seq: number, at: number): void {
    if (at < this.#latest - TIME_TOLERANCE_MS) this.#back ??= { seq, byMs: this.#latest - at };
    this.#latest = Math.max(this.#latest, at);
  }
}
