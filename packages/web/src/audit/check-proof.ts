import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { AuditEntryDetail } from '@srs-desk/shared/api/audit.ts';
import { fromHex, sameBytes, toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { leafHash } from '@srs-desk/shared/audit/chain.ts';
import { parseCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { noteIsSignedBy, parseNote, parseVerifierKey } from '@srs-desk/shared/audit/note.ts';
import { verifyInclusion } from '@srs-desk/shared/audit/tree-verify.ts';

/** The four links of a proof: bytes → hash → root → checkpoint → signature. */
export const PROOF_STEPS = ['leaf', 'path', 'checkpoint', 'signature'] as const;
export type ProofStep = (typeof PROOF_STEPS)[number];

export type ProofCheck = Record<ProofStep, boolean>;

type Proven = Pick<AuditEntryDetail, 'bytes' | 'hash' | 'proof'>;

/**
 * Checks in the browser what the server says of an entry, from the stored bytes to the signature under the log's public
 * key; null when there is no proof to check. A link that cannot be read counts as broken.
 */
export function checkProof({ bytes, hash, proof }: Proven, publicKey: string): ProofCheck | null {
  if (proof === null) return null;
  const leaf = leafHash(sha256, new TextEncoder().encode(bytes));
  const holds = (check: () => boolean): boolean => {
    try {
      return check();
    } catch {
      return false;
    }
  };
  return {
    leaf: toHex(leaf) === hash,
    path: holds(() =>
      verifyInclusion(sha256, {
        index: proof.index,
        size: proof.size,
        leaf,
        proof: proof.path.map(fromHex),
        root: fromHex(proof.root),
      }),
    ),
    checkpoint: holds(() => {
      const { size, root } = parseCheckpoint(parseNote(proof.checkpoint).text);
      return size === proof.size && sameBytes(root, fromHex(proof.root));
    }),
    signature: holds(() => {
      const key = parseVerifierKey(sha256, publicKey);
      const note = parseNote(proof.checkpoint);
      const { origin } = parseCheckpoint(note.text);
      const signed = noteIsSignedBy(note, key, (raw, message, signature) =>
        ed25519.verify(signature, message, raw),
      );
      return signed && origin === key.name;
    }),
  };
}
