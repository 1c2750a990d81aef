import { fromHex, toHex } from './byte-text.ts';
import { HASH_BYTES, nodeHash, type Sha256 } from './chain.ts';

/** A serialised frontier that cannot be read. */
export class FrontierFormatError extends Error {
  override readonly name = 'FrontierFormatError';
}

/** Called for every complete subtree as it comes into being: `level` 0 is a leaf, `index` counts within the level. */
export type OnNode = (level: number, index: number, hash: Uint8Array) => void;

/** Root of the empty tree: SHA-256 of nothing (RFC 6962 §2.1). */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0));
}

/**
 * The right edge of an RFC 6962 Merkle tree: enough to append leaves and to give the root at any size, in memory
 * that grows with the logarithm of the size. `peaks` are the roots of the complete subtrees, widest first.
 */
export class MerkleFrontier {
  readonly #sha256: Sha256;
  #size: number;
  // #peaks[level] is the complete subtree of 2^level leaves on the right edge, where the size has that bit.
  readonly #peaks: (Uint8Array | undefined)[];

  private constructor(sha256: Sha256, size: number, peaks: (Uint8Array | undefined)[]) {
    this.#sha256 = sha256;
    this.#size = size;
    this.#peaks = peaks;
  }

  /** The frontier of the empty tree. */
  static empty(sha256: Sha256): MerkleFrontier {
    return new MerkleFrontier(sha256, 0, []);
  }

  /** Reads {@link serialise}'s text. Throws {@link FrontierFormatError}. */
  static parse(sha256: Sha256, text: string): MerkleFrontier {
    const match = /^(0|[1-9]\d{0,15}):((?:[0-9a-f]{64})*)$/.exec(text);
    const size = Number(match?.[1]);
    const hashes = match?.[2] ?? '';
    if (match === null || !Number.isSafeInteger(size)) throw new FrontierFormatError('not a frontier');
    const peaks: (Uint8Array | undefined)[] = [];
    let left = hashes.length;
    for (let level = 0, rest = size; rest > 0; level++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 0) continue;
      left -= 2 * HASH_BYTES;
      if (left < 0) throw new FrontierFormatError('frontier lacks a hash');
      peaks[level] = fromHex(hashes.slice(left, left + 2 * HASH_BYTES));
    }
    if (left !== 0) throw new FrontierFormatError('frontier has a hash too many');
    return new MerkleFrontier(sha256, size, peaks);
  }

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Adds a leaf hash; `onNode` learns of it and of every subtree it completes. */
  append(leaf: Uint8Array, onNode?: OnNode): void {
    let hash = leaf;
    let level = 0;
    let index = this.#size;
    onNode?.(0, index, hash);
    while (index % 2 === 1) {
      const left = this.#peaks[level];
      if (left === undefined) throw new FrontierFormatError('frontier is inconsistent');
      hash = nodeHash(this.#sha256, left, hash);
      this.#peaks[level] = undefined;
      level += 1;
      index = (index - 1) / 2;
      onNode?.(level, index, hash);
    }
    this.#peaks[level] = hash;
    this.#size += 1;
  }

  /** The Merkle tree hash at the present size. */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const peak of this.#peaks) {
      if (peak === undefined) continue;
      root = root === undefined ? peak : nodeHash(this.#sha256, peak, root);
    }
    return root ?? emptyRoot(this.#sha256);
  }

  /** An independent copy: what a writer returns to when a group is rolled back. */
  clone(): MerkleFrontier {
    return new MerkleFrontier(this.#sha256, this.#size, [...this.#peaks]);
  }

  /** `size:` and the peaks' hex, widest first. */
  serialise(): string {
    let hashes = '';
    for (const peak of this.#peaks) if (peak !== undefined) hashes = toHex(peak) + hashes;
    return `${this.#size}:${hashes}`;
  }
}
