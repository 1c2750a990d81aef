import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { leafHash } from '@srs-desk/shared/audit/chain.ts';
import { entryText, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import Database from 'better-sqlite3';
import { sha256 } from '../../src/platform/ledger/sha256.ts';

/**
 * What a patient intruder with full write access, but without the signing key, can do: change the text of one entry
 * and make hashes, links, tree and columns of everything after it agree again.
 */
export function rehashFrom(path: string, seq: number, change: (text: string) => string): void {
  const database = new Database(path);
  for (const name of ['entries_chain', 'entries_no_update', 'entries_no_delete'])
    database.exec(`DROP TRIGGER IF EXISTS ${name}`);
  const rows = database.prepare('SELECT seq, bytes, prev_hash FROM entries ORDER BY seq').all() as {
    seq: number;
    bytes: string;
    prev_hash: Buffer;
  }[];
  const update = database.prepare(
    'UPDATE entries SET bytes = ?, prev_hash = ?, hash = ?, actor = ? WHERE seq = ?',
  );
  const node = database.prepare('UPDATE tree_nodes SET hash = ? WHERE level = ? AND position = ?');
  const tree = MerkleFrontier.empty(sha256);
  let previous: Uint8Array = new Uint8Array(32);
  database.transaction(() => {
    for (const row of rows) {
      const source = row.seq === seq ? change(row.bytes) : row.bytes;
      const entry = { ...parseEntry(source), prevHash: toHex(previous) };
      const text = entryText(entry);
      const hash = leafHash(sha256, Buffer.from(text));
      update.run(text, Buffer.from(previous), Buffer.from(hash), entry.actor, row.seq);
      tree.append(hash, (level, position, value) => void node.run(Buffer.from(value), level, position));
      previous = hash;
    }
    database.prepare('UPDATE tree_frontier SET frontier = ?').run(tree.serialise());
  })();
  database.close();
}
