import { sameBytes, toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { FrontierFormatError, MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import type { StubRow } from '../log/queries.ts';
import type { Finding } from './finding.ts';
import type { LogHistory } from './log-history.ts';

/** The tree's edge that a stub stands for, or what is wrong with the stub. */
export function treeOfStub(stub: StubRow, history: LogHistory): MerkleFrontier | Finding {
  const read = history.open(stub.note);
  if (!read.ok) return { ...read.finding, code: 'stub' };
  const tree = frontierOf(stub);
  if (typeof tree === 'string') return badStub(tree);
  const { size, root, extensions } = read.checkpoint;
  if (tree.size !== stub.firstSeq - 1) return badStub('it is of another size');
  if (size !== tree.size || !sameBytes(root, tree.root()))
    return badStub('its frontier does not lead to the signed root');
  if (!extensions.includes(`pruned-last ${toHex(stub.lastHash)}`))
    return badStub('its last hash is not the signed one');
  return tree;
}

/** The finding for a stub that does not hold. */
export function badStub(why: string): Finding {
  return { seq: null, code: 'stub', detail: `the stub in place of pruned entries does not hold: ${why}` };
}

function frontierOf({ frontier }: StubRow): MerkleFrontier | string {
  try {
    return MerkleFrontier.parse(sha256, frontier);
  } catch (error) {
    if (!(error instanceof FrontierFormatError)) throw error;
    return error.message;
  }
}
