import { sameBytes } from './byte-text.ts';
import { nodeHash, type Sha256 } from './chain.ts';
import { emptyRoot } from './tree.ts';

type InclusionClaim = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
};

const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;

/** Root that an inclusion proof leads to, or null if the proof has the wrong length (RFC 9162 §2.1.3.2). */
function rootFromInclusion(sha256: Sha256, claim: Omit<InclusionClaim, 'root'>): Uint8Array | null {
  const { index, size, proof } = claim;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  let fn = index;
  let sn = size - 1;
  let hash = claim.leaf;
  for (const sibling of proof) {
    if (sn === 0) return null;
    if (isOdd(fn) || fn === sn) {
      hash = nodeHash(sha256, sibling, hash);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 ? hash : null;
}

/** Whether the proof shows that `leaf` stands at `index` in the tree of `size` leaves with that root. */
export function verifyInclusion(sha256: Sha256, claim: InclusionClaim): boolean {
  const root = rootFromInclusion(sha256, claim);
  return root !== null && sameBytes(root, claim.root);
}

type ConsistencyClaim = {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/** Whether the proof shows that the larger tree begins with the smaller one (RFC 9162 §2.1.4.2). */
export function verifyConsistency(sha256: Sha256, claim: ConsistencyClaim): boolean {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(newSize)) return false;
  if (oldSize < 0 || oldSize > newSize) return false;
  if (oldSize === 0) return proof.length === 0 && sameBytes(oldRoot, emptyRoot(sha256));
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot);

  // A complete old tree is its own first node and left out of the proof.
  const path = Number.isInteger(Math.log2(oldSize)) ? [oldRoot, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) return false;
  let fn = oldSize - 1;
  let sn = newSize - 1;
  while (isOdd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  let oldHash = first;
  let newHash = first;
  for (const node of path) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      oldHash = nodeHash(sha256, node, oldHash);
      newHash = nodeHash(sha256, node, newHash);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      newHash = nodeHash(sha256, newHash, node);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && sameBytes(oldHash, oldRoot) && sameBytes(newHash, newRoot);
}
