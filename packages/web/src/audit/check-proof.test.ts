import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { leafHash } from '@srs-desk/shared/audit/chain.ts';
import { signCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { ed25519KeyId, formatVerifierKey } from '@srs-desk/shared/audit/note.ts';
import { inclusionProof, nodesFromLeaves, rangeHash } from '@srs-desk/shared/audit/tree-proof.ts';
import { expect, it } from 'vitest';
import { checkProof } from './check-proof.ts';

const SIZE = 11;
const INDEX = 6;
const NAME = 'srs-desk/test';
const { secretKey, publicKey: rawKey } = ed25519.keygen();
const publicKey = formatVerifierKey(sha256, NAME, rawKey);

const texts = Array.from({ length: SIZE }, (_, n) => `{"seq":${n + 1}}`);
const leaves = texts.map((text) => leafHash(sha256, new TextEncoder().encode(text)));
const node = nodesFromLeaves(sha256, (index) => leaves[index] ?? new Uint8Array(32));
const root = rangeHash(sha256, node, 0, SIZE);

function noteOver(size: number): string {
  const key = { name: NAME, keyId: ed25519KeyId(sha256, NAME, rawKey) };
  const at = 'at 2026-11-25T12:00:00.000Z';
  return signCheckpoint({ origin: NAME, size, root, extensions: [at] }, key, (message) =>
    ed25519.sign(message, secretKey),
  );
}

const entry = {
  bytes: texts[INDEX] ?? '',
  hash: toHex(leaves[INDEX] ?? new Uint8Array()),
  proof: {
    index: INDEX,
    size: SIZE,
    root: toHex(root),
    path: inclusionProof(sha256, node, INDEX, SIZE).map(toHex),
    checkpoint: noteOver(SIZE),
    checkpointAt: '2026-11-25T12:00:00.000Z',
  },
};
const ALL = { leaf: true, path: true, checkpoint: true, signature: true };

it('holds from the bytes to the signature', () => {
  expect(checkProof(entry, publicKey)).toEqual(ALL);
});

it('sees changed bytes, even when the hash beside them was changed too', () => {
  const bytes = '{"seq":8}';
  expect(checkProof({ ...entry, bytes }, publicKey)).toEqual({ ...ALL, leaf: false, path: false });
  const hash = toHex(leafHash(sha256, new TextEncoder().encode(bytes)));
  expect(checkProof({ ...entry, bytes, hash }, publicKey)).toEqual({ ...ALL, path: false });
});

it('sees a checkpoint of another tree, and one signed by another key', () => {
  const other = { ...entry, proof: { ...entry.proof, checkpoint: noteOver(SIZE + 1) } };
  expect(checkProof(other, publicKey)).toEqual({ ...ALL, checkpoint: false });
  const stranger = formatVerifierKey(sha256, NAME, ed25519.keygen().publicKey);
  expect(checkProof(entry, stranger)).toEqual({ ...ALL, signature: false });
});

it('takes what cannot be read for broken, and no proof for none', () => {
  const broken = { ...entry, proof: { ...entry.proof, path: ['xyz'], checkpoint: 'no note' } };
  expect(checkProof(broken, 'no key')).toEqual({
    leaf: true,
    path: false,
    checkpoint: false,
    signature: false,
  });
  expect(checkProof({ ...entry, proof: null }, publicKey)).toBeNull();
});
