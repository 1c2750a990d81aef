import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { canonicalJson } from '@srs-desk/shared/audit/canonical.ts';
import { leafHash } from '@srs-desk/shared/audit/chain.ts';
import { entryText, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import Database from 'better-sqlite3';
import { bytesOfUuid } from '../../src/platform/db/columns.ts';
import { sha256 } from '../../src/platform/ledger/sha256.ts';
import { textsIn } from '../ledger/entry-texts.ts';
import { intrude } from './log-fixture.ts';

/**
 * What a patient intruder with full write access, but without the signing key, can do: change one entry and make hashes, links
 * and tree of everything after it agree again.
 */
export function rehashFrom(path: string, seq: number, change: (text: string) => string): void {
  intrude(path, '');
  const texts = textsIn(path);
  const database = new Database(path);
  const update = database.prepare(
    `UPDATE entries SET at = ?, uuid = ?, kind = ?, action = ?, actor = ?, subject_id = ?, detail = ?, hash = ? WHERE seq = ?`,
  );
  const node = database.prepare('UPDATE tree_nodes SET hash = ? WHERE level = ? AND position = ?');
  const tree = MerkleFrontier.empty(sha256);
  let previous: Uint8Array = new Uint8Array(32);
  database.transaction(() => {
    for (const text of texts) {
      const stored = parseEntry(text);
      const changed = stored.seq === seq ? parseEntry(change(text)) : stored;
      const entry = { ...changed, prevHash: toHex(previous) };
      const hash = leafHash(sha256, Buffer.from(entryText(entry)));
      const { at, uuid, kind, action, actor, subject = null, detail } = entry;
      const told = [Date.parse(at), bytesOfUuid(uuid), kind, action, actor, subject, canonicalJson(detail)];
      update.run(...told, Buffer.from(hash), entry.seq);
      tree.append(hash, (level, position, value) => void node.run(Buffer.from(value), level, position));
      previous = hash;
    }
    database.prepare('UPDATE tree_frontier SET frontier = ?').run(tree.serialise());
  })();
  database.close();
}
