import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign as edSign,
  verify as edVerify,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './byte-text.ts';
import { canonicalJson } from './canonical.ts';
import { leafHash, ZERO_HASH_HEX } from './chain.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { type EntryFields, entryText, parseEntry } from './entry.ts';
import { ed25519KeyId, formatVerifierKey, parseVerifierKey } from './note.ts';
import { MerkleFrontier } from './tree.ts';

/*
 * Frozen: the format of logs that are already written. A red test here means that stored logs would no longer verify;
 * the code is to be changed back, not the file.
 */
const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function golden<T>(file: string): T {
  return JSON.parse(
    readFileSync(new URL(`../../../../docs/vectors/${file}.json`, import.meta.url), 'utf8'),
  ) as T;
}

type GoldenChain = {
  entries: { fields: Omit<EntryFields, 'prevHash'>; text: string; leaf: string; root: string }[];
  frontier: string;
};
type GoldenCheckpoint = {
  origin: string;
  privateKeySeed: string;
  vkey: string;
  size: number;
  extensions: string[];
  note: string;
};

describe('golden vectors', () => {
  it('canonical texts', () => {
    const cases = golden<{ value: unknown; canonical: string; sha256: string }[]>('canonical');
    expect(cases.length).toBeGreaterThan(5);
    for (const { value, canonical, sha256: digest } of cases) {
      expect(canonicalJson(value)).toBe(canonical);
      expect(toHex(sha256(bytes(canonical)))).toBe(digest);
    }
  });

  it('a chain: bytes, leaves, roots, frontier', () => {
    const { entries, frontier } = golden<GoldenChain>('chain');
    const tree = MerkleFrontier.empty(sha256);
    let prevHash = ZERO_HASH_HEX;
    for (const { fields, text, leaf, root } of entries) {
      expect(entryText({ ...fields, prevHash } as EntryFields)).toBe(text);
      expect(parseEntry(text).seq).toBe(tree.size + 1);
      const hash = leafHash(sha256, bytes(text));
      expect(toHex(hash)).toBe(leaf);
      tree.append(hash);
      expect(toHex(tree.root())).toBe(root);
      prevHash = leaf;
    }
    expect(entries.length).toBe(5);
    expect(tree.serialise()).toBe(frontier);
  });

  it('a checkpoint over that chain', () => {
    const chain = golden<GoldenChain>('chain');
    const { origin, privateKeySeed, vkey, size, extensions, note } = golden<GoldenCheckpoint>('checkpoint');
    const pkcs8 = Buffer.concat([fromHex('302e020100300506032b657004220420'), fromHex(privateKeySeed)]);
    const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(privateKey);
    const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(12));
    expect(formatVerifierKey(sha256, origin, raw)).toBe(vkey);

    const root = fromHex(chain.entries.at(-1)?.root ?? '');
    const key = { name: origin, keyId: ed25519KeyId(sha256, origin, raw) };
    const sign = (message: Uint8Array): Uint8Array => edSign(null, message, privateKey);
    expect(signCheckpoint({ origin, size, root, extensions }, key, sign)).toBe(note);
    const opened = openCheckpoint(note, parseVerifierKey(sha256, vkey), (_, message, signature) =>
      edVerify(null, message, publicKey, signature),
    );
    expect(opened).toEqual({ origin, size, root, extensions });
  });
});
