/** FNV-1a over UTF-16 units: turns a stream's label into 32 bits. */
function hashLabel(label: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Seeded pseudo-random numbers (sfc32): the same seed and label give the same numbers on every machine. */
export class SeededRandom {
  #a: number;
  #b: number;
  #c = 0;
  #d: number;

  constructor(seed: number, label: string) {
    this.#a = seed >>> 0;
    this.#b = hashLabel(label);
    this.#d = Math.floor(seed / 0x1_0000_0000) ^ 1;
    for (let round = 0; round < 12; round++) this.bits();
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** A number in [0, 1). */
  readonly unit = (): number => this.bits() / 0x1_0000_0000;

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

  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string {
    let text = '';
    while (text.length < length) text += hex8(this.bits());
    return text.slice(0, length);
  }

  /** A version 4 UUID. */
  uuid(): string {
    const [a, b, c, d] = [this.bits(), this.bits(), this.bits(), this.bits()];
    const versioned = (b & 0x0fff) | 0x4000;
    const variant = ((c >>> 16) & 0x3fff) | 0x8000;
    return `${hex8(a)}-${hex4(b >>> 16)}-${hex4(versioned)}-${hex4(variant)}-${hex4(c & 0xffff)}${hex8(d)}`;
  }
}

const HEX4 = Array.from({ length: 0x1_0000 }, (_, number) => number.toString(16).padStart(4, '0'));

function hex4(number: number): string {
  return HEX4[number] ?? '';
}

function hex8(number: number): string {
  return hex4(number >>> 16) + hex4(number & 0xffff);
}
