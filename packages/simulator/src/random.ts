/** FNV-1a over UTF-16 units: turns a stream's label into 32 bits. */
function hashLabel(label: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < label.length; i++) {
    hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** No vowels and no look-alikes, so that an Order ID can be read out on the phone. */
const READABLE = '23456789BCDFGHJKMNPQRSTVWXYZ';

/**
 * Seeded pseudo-random stream (sfc32, 128 bits of state). The same `(seed, label, index)` gives the same
 * numbers on every machine. 128 bits rather than mulberry32's 32, because identifiers of 100,000 orders
 * are drawn from one stream each and must not meet.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(seed: number, label: string, index = 0) {
    this.a = seed >>> 0;
    this.b = hashLabel(label);
    this.c = index >>> 0;
    this.d = Math.floor(seed / 0x1_0000_0000) ^ 1;
    for (let round = 0; round < 12; round++) this.bits();
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const sum = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum >>> 0;
  }

  /** A number in [0, 1). */
  unit(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + this.unit() * (high - low);
  }

  /** An integer in [low, high], both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One element of a non-empty list. */
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.unit() * list.length)] ?? list[0];
  }

  /** One element of a non-empty list of `[element, weight]`. */
  weighted<T>(list: readonly [readonly [T, number], ...(readonly [T, number])[]]): T {
    let total = 0;
    for (const [, weight] of list) total += weight;
    let rest = this.unit() * total;
    for (const [element, weight] of list) {
      rest -= weight;
      if (rest < 0) return element;
    }
    return list[0][0];
  }

  /** A log-normal number: half of all lie under `median`; `sigma` is the spread of the logarithm. */
  logNormal(median: number, sigma: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit()));
    return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * this.unit()));
  }

  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string {
    const parts: string[] = [];
    for (let left = length; left > 0; left -= 8) {
      const digits = this.bits().toString(16).padStart(8, '0');
      parts.push(left < 8 ? digits.slice(0, left) : digits);
    }
    // Joined rather than added up: V8 keeps a sum of strings as a tree, which costs more than its text.
    return parts.join('');
  }

  /** `length` characters that cannot be mistaken for one another. */
  readable(length: number): string {
    const digits = Array.from({ length }, () => READABLE[this.integer(0, READABLE.length - 1)] ?? '2');
    return digits.join('');
  }

  /** A version 4 UUID. */
  uuid(): string {
    const variant = '89ab'[this.bits() >>> 30] ?? '8';
    const text = this.hex(32);
    return [
      text.slice(0, 8),
      text.slice(8, 12),
      `4${text.slice(13, 16)}`,
      variant + text.slice(17, 20),
      text.slice(20),
    ].join('-');
  }
}
