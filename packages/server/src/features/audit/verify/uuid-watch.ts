/**
 * A UUID as a number of 52 bits: so many entries can be held against each other in 8 bytes each. Two that agree in it are looked
 * at again, whole.
 */
export function uuidMark(uuid: string): number {
  // Without the version's digit, which is the same in all.
  const tail = uuid.slice(9, 13) + uuid.slice(15, 16);
  return Number.parseInt(uuid.slice(0, 8), 16) * 2 ** 20 + Number.parseInt(tail, 16);
}

/** The marks that stand more than once in these parts. */
export function repeatedMarks(parts: readonly Float64Array[]): Set<number> {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  all.sort();
  const repeated = new Set<number>();
  for (let at = 1; at < all.length; at++) {
    const mark = all[at];
    if (mark !== undefined && mark === all[at - 1]) repeated.add(mark);
  }
  return repeated;
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
