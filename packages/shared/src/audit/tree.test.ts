import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './byte-text.ts';
import { leafHash, nodeHash } from './chain.ts';
import { emptyRoot, FrontierFormatError, MerkleFrontier } from './tree.ts';
import { consistencyProof, inclusionProof, nodesFromLeaves, ProofRangeError } from './tree-proof.ts';
import { verifyConsistency, verifyInclusion } from './tree-verify.ts';

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();

// The inputs and roots that the certificate-transparency reference implementations test against.
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** MTH as RFC 6962 §2.1 writes it down, with no cleverness. */
function slowRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(sha256, slowRoot(leaves.slice(0, k)), slowRoot(leaves.slice(k)));
}

function leavesOf(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => leafHash(sha256, new TextEncoder().encode(`entry ${i}`)));
}

function nodesOf(leaves: readonly Uint8Array[]) {
  return nodesFromLeaves(sha256, (index) => {
    const leaf = leaves[index];
    if (leaf === undefined) throw new RangeError(`asked for leaf ${index}`);
    return leaf;
  });
}

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const index = at % copy.length;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}

describe('Merkle frontier', () => {
  it('gives the certificate-transparency reference roots', () => {
    const frontier = MerkleFrontier.empty(sha256);
    expect(toHex(frontier.root())).toBe(ROOTS[0]);
    INPUTS.forEach((input, i) => {
      frontier.append(leafHash(sha256, fromHex(input)));
      expect(toHex(frontier.root())).toBe(ROOTS[i + 1]);
      expect(frontier.size).toBe(i + 1);
    });
  });

  it('agrees with the definition at every size, through serialisation and clones', () => {
    const leaves = leavesOf(130);
    let frontier = MerkleFrontier.empty(sha256);
    leaves.forEach((leaf, i) => {
      const before = frontier.clone();
      frontier = MerkleFrontier.parse(sha256, frontier.serialise());
      frontier.append(leaf);
      expect(toHex(frontier.root())).toBe(toHex(slowRoot(leaves.slice(0, i + 1))));
      expect(toHex(before.root())).toBe(toHex(slowRoot(leaves.slice(0, i))));
    });
  });

  it('reports every complete subtree once, with its hash', () => {
    const leaves = leavesOf(21);
    const node = nodesOf(leaves);
    const seen: string[] = [];
    const frontier = MerkleFrontier.empty(sha256);
    for (const leaf of leaves) {
      frontier.append(leaf, (level, index, hash) => {
        expect(toHex(hash)).toBe(toHex(node(level, index)));
        seen.push(`${level}/${index}`);
      });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(21 + 10 + 5 + 2 + 1);
  });

  it.each([
    '',
    '1',
    '1:',
    `1:${'0'.repeat(62)}`,
    `2:${'0'.repeat(128)}`,
    `01:${'0'.repeat(64)}`,
    `1:${'G'.repeat(64)}`,
  ])('refuses the frontier %s', (text) =>
    expect(() => MerkleFrontier.parse(sha256, text)).toThrow(FrontierFormatError),
  );
});

describe('proofs', () => {
  const leaves = leavesOf(70);
  const node = nodesOf(leaves);
  const rootAt = (size: number): Uint8Array => slowRoot(leaves.slice(0, size));

  it('prove every leaf at every size up to 40, and nothing else', () => {
    for (let size = 1; size <= 40; size++) {
      const root = rootAt(size);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(sha256, node, index, size);
        const leaf = leaves[index] ?? new Uint8Array();
        expect(verifyInclusion(sha256, { index, size, leaf, proof, root })).toBe(true);
        expect(verifyInclusion(sha256, { index: index + 1, size, leaf, proof, root })).toBe(false);
        expect(verifyInclusion(sha256, { index, size, leaf: flip(leaf, 3), proof, root })).toBe(false);
        expect(verifyInclusion(sha256, { index, size, leaf, proof: [...proof, leaf], root })).toBe(false);
      }
    }
  });

  it('prove consistency between every two sizes up to 40', () => {
    for (let newSize = 0; newSize <= 40; newSize++) {
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const claim = {
          oldSize,
          newSize,
          oldRoot: rootAt(oldSize),
          newRoot: rootAt(newSize),
          proof: consistencyProof(sha256, node, oldSize, newSize),
        };
        expect(verifyConsistency(sha256, claim)).toBe(true);
        expect(verifyConsistency(sha256, { ...claim, oldRoot: flip(claim.oldRoot, 1) })).toBe(false);
        if (oldSize > 0) {
          expect(verifyConsistency(sha256, { ...claim, newRoot: flip(claim.newRoot, 1) })).toBe(false);
        }
      }
    }
  });

  it('a changed proof never passes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 70 }),
        fc.nat(),
        fc.nat(),
        fc.nat({ max: 31 }),
        (size, pickA, pickB, at) => {
          const index = pickA % size;
          const leaf = leaves[index] ?? new Uint8Array();
          const proof = inclusionProof(sha256, node, index, size);
          const broken = proof.map((hash, i) => (i === pickB % proof.length ? flip(hash, at) : hash));
          expect(verifyInclusion(sha256, { index, size, leaf, proof: broken, root: rootAt(size) })).toBe(
            false,
          );
          expect(
            verifyInclusion(sha256, { index, size, leaf, proof: proof.slice(1), root: rootAt(size) }),
          ).toBe(false);

          const oldSize = 1 + (pickA % (size - 1));
          const path = consistencyProof(sha256, node, oldSize, size);
          const claim = { oldSize, newSize: size, oldRoot: rootAt(oldSize), newRoot: rootAt(size) };
          const bent = path.map((hash, i) => (i === pickB % path.length ? flip(hash, at) : hash));
          expect(verifyConsistency(sha256, { ...claim, proof: path })).toBe(true);
          expect(verifyConsistency(sha256, { ...claim, proof: bent })).toBe(false);
          expect(verifyConsistency(sha256, { ...claim, proof: path.slice(1) })).toBe(false);
        },
      ),
    );
  });

  it('needs no leaf below the given subtrees', () => {
    const asked: string[] = [];
    inclusionProof(
      sha256,
      (level, index) => {
        asked.push(`${level}/${index}`);
        return node(level, index);
      },
      0,
      64,
    );
    expect(asked).toEqual(['0/1', '1/1', '2/1', '3/1', '4/1', '5/1']);
  });

  it('refuses what the tree does not have', () => {
    expect(() => inclusionProof(sha256, node, 5, 5)).toThrow(ProofRangeError);
    expect(() => inclusionProof(sha256, node, -1, 5)).toThrow(ProofRangeError);
    expect(() => consistencyProof(sha256, node, 6, 5)).toThrow(ProofRangeError);
  });

  it('the empty tree is consistent with everything, and only the empty root is its root', () => {
    const base = { oldSize: 0, newSize: 5, newRoot: rootAt(5), proof: [] };
    expect(verifyConsistency(sha256, { ...base, oldRoot: emptyRoot(sha256) })).toBe(true);
    expect(verifyConsistency(sha256, { ...base, oldRoot: rootAt(1) })).toBe(false);
  });
});
