import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { nodeHash } from '@srs-desk/shared/audit/chain.ts';
import { consistencyProof, inclusionProof, type NodeSource } from '@srs-desk/shared/audit/tree-proof.ts';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { entries, treeNodes } from '../../../platform/ledger/table.ts';
import { readStub } from './queries.ts';

/** A node of the tree that is neither kept nor can be made from kept entries. */
export class NodeMissing extends Error {
  override readonly name = 'NodeMissing';
}

/** Subtrees of these heights are kept in the file; what lies between is made from them. */
const KEPT_LEVELS = 8;

const leafBySeq = statement({ seq: entries.seq }, (db, { seq }) =>
  db.select({ hash: entries.hash }).from(entries).where(eq(entries.seq, seq)),
);

const nodeAt = statement(
  { level: treeNodes.level, position: treeNodes.position },
  (db, { level, position }) =>
    db
      .select({ hash: treeNodes.hash })
      .from(treeNodes)
      .where(and(eq(treeNodes.level, level), eq(treeNodes.position, position))),
);

/** A kept node of the log's tree, level 0 being the entries' own hashes. */
export function keptNode(db: Db, level: number, position: number): Buffer | undefined {
  const row = level === 0 ? leafBySeq(db).get({ seq: position + 1 }) : nodeAt(db).get({ level, position });
  return row?.hash;
}

/** Gives any node of the log's tree: from the kept subtrees, else from the leaves below (at most 255 of them). */
function logNodes(reader: Db): NodeSource {
  const node: NodeSource = (level, index) => {
    if (level % KEPT_LEVELS === 0) {
      const found = keptNode(reader, level, index);
      if (found === undefined) throw new NodeMissing(`node ${level}/${index} of the tree is not kept`);
      return found;
    }
    return nodeHash(sha256, node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
  };
  return node;
}

/** Audit path of entry `seq` in the tree of `size` entries. @throws NodeMissing, ProofRangeError */
export function inclusionOf(reader: Db, seq: number, size: number): Uint8Array[] {
  return inclusionProof(sha256, logNodes(reader), seq - 1, size);
}

/** Proof that the tree of `newSize` entries begins with that of `oldSize`. @throws NodeMissing, ProofRangeError */
export function consistencyOf(reader: Db, oldSize: number, newSize: number): Uint8Array[] {
  return consistencyProof(sha256, logNodes(reader), oldSize, newSize);
}

/** The tree's edge after `size` entries, serialised as `MerkleFrontier` reads it. @throws NodeMissing */
export function frontierText(reader: Db, size: number): string {
  const stub = readStub(reader);
  if (stub?.firstSeq === size + 1) return stub.frontier;
  const node = logNodes(reader);
  let peaks = '';
  for (let level = 0, rest = size; rest > 0; level++, rest = Math.floor(rest / 2)) {
    // Left of the peak lie only wider ones, so its index is even and the one before the next odd count.
    if (rest % 2 === 1) peaks = toHex(node(level, rest - 1)) + peaks;
  }
  return `${size}:${peaks}`;
}
