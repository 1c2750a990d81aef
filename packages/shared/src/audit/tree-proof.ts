import { nodeHash, type Sha256 } from './chain.ts';

/** Gives the hash of the complete subtree of `2^level` leaves that starts at leaf `index × 2^level`. */
export type NodeSource = (level: number, index: number) => Uint8Array;

/** A proof was asked for a leaf or a size that the tree does not have. */
export class ProofRangeError extends RangeError {
  override readonly name = 'ProofRangeError';
}

/** A node source over leaf hashes alone (`leafAt(index)`): for small trees and as a fallback below stored levels. */
export function nodesFromLeaves(sha256: Sha256, leafAt: (index: number) => Uint8Array): NodeSource {
  const node: NodeSource = (level, index) =>
    level === 0
      ? leafAt(index)
      : nodeHash(sha256, node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
  return node;
}

// Largest power of two smaller than n (n ≥ 2).
function split(n: number): { width: number; level: number } {
  let width = 1;
  let level = 0;
  while (width * 2 < n) {
    width *= 2;
    level += 1;
  }
  return { width, level };
}

/**
 * Hash of leaves `start … start + count - 1` (MTH of RFC 6962 §2.1), where `start` is a multiple of the smallest power
 * of two that is not below `count`. Complete subtrees come from the source.
 */
export function rangeHash(sha256: Sha256, node: NodeSource, start: number, count: number): Uint8Array {
  if (count === 1) return node(0, start);
  const { width, level } = split(count);
  if (width * 2 === count) return node(level + 1, start / count);
  const left = node(level, start / width);
  return nodeHash(sha256, left, rangeHash(sha256, node, start + width, count - width));
}

/**
 * Audit path of leaf `index` in the tree of `size` leaves (RFC 6962 §2.1.1), lowest sibling first.
 * Throws {@link ProofRangeError} when there is no such leaf.
 */
export function inclusionProof(sha256: Sha256, node: NodeSource, index: number, size: number): Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new ProofRangeError('no such leaf');
  const path = (m: number, start: number, count: number): Uint8Array[] => {
    if (count === 1) return [];
    const { width } = split(count);
    return m < width
      ? [...path(m, start, width), rangeHash(sha256, node, start + width, count - width)]
      : [...path(m - width, start + width, count - width), rangeHash(sha256, node, start, width)];
  };
  return path(index, 0, size);
}

/**
 * Proof that the tree of `newSize` leaves begins with that of `oldSize` (RFC 6962 §2.1.2); empty for equal sizes and
 * for `oldSize` 0. Throws {@link ProofRangeError} when `oldSize` is larger.
 */
export function consistencyProof(
  sha256: Sha256,
  node: NodeSource,
  oldSize: number,
  newSize: number,
): Uint8Array[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > newSize) {
    throw new ProofRangeError('the old tree is larger than the new one');
  }
  if (oldSize === 0) return [];
  const path = (m: number, start: number, count: number, whole: boolean): Uint8Array[] => {
    if (m === count) return whole ? [] : [rangeHash(sha256, node, start, count)];
    const { width } = split(count);
    return m <= width
      ? [...path(m, start, width, whole), rangeHash(sha256, node, start + width, count - width)]
      : [...path(m - width, start + width, count - width, false), rangeHash(sha256, node, start, width)];
  };
  return path(oldSize, 0, newSize, true);
}
