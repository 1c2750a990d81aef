/**
 * A UUID as a number of 52 bits: so many entries can be held against each other in 8 bytes each. Two that agree in it are looked
 * at again, whole.
 */
export function uuidMark(uuid: string): number {
  // Without the version's digit, which is the same in all.
  const tail = uuid.slice(9, 13) + uuid.slice(15, 16);
  return Number.parseInt(uuid.slice(0, 8), 16) * 2 ** 20 + Number.parseInt(tail, 16);
}

/** Marks are sorted range by range, so that no second copy of all is made. */
const RANGES = 16;
const RANGE = 2 ** 52 / RANGES;

/** The marks that stand more than once in these parts. Five million take a second. */
export function repeatedAmong(parts: readonly Float64Array[]): Set<number> {
  const repeated = new Set<number>();
  for (let from = 0; from < 2 ** 52; from += RANGE) {
    const some = between(parts, from, from + RANGE).sort();
    for (let at = 1; at < some.length; at++) {
      const mark = some[at];
      if (mark !== undefined && mark === some[at - 1]) repeated.add(mark);
    }
  }
  return repeated;
}

function between(parts: readonly Float64Array[], from: number, to: number): Float64Array {
  let count = 0;
  for (const part of parts) for (const mark of part) if (mark >= from && mark < to) count += 1;
  const found = new Float64Array(count);
  let end = 0;
  for (const part of parts) for (const mark of part) if (mark >= from && mark < to) found[end++] = mark;
  return found;
}

/** Notices the second entry of those that carry the same UUID. */
export class RepeatedUuids {
  readonly #first = new Map<string, number>();

  /** Gives the first entry with this UUID when there was one. */
  take(uuid: string, seq: number): number | null {
    const first = this.#first.get(uuid);
    if (first === undefined) this.#first.set(uuid, seq);
    return first ?? null;
  }
}
