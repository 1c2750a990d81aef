import { sameBytes, toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { type RotationStatement, readStatement, rotationNote } from '@srs-desk/shared/audit/statement.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { openReader } from '../../../platform/db/reader.ts';
import { currentEpoch } from '../../../platform/ledger/epoch.ts';
import {
  type AuditKeys,
  newSigningKey,
  signerOf,
  verifierKeyText,
} from '../../../platform/ledger/key-file.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { frontierText } from '../log/proof-nodes.ts';
import { logEnds, newestCheckpoint } from '../log/queries.ts';
import { carriedUpTo } from '../log/statement-carriers.ts';
import { ownHistory, ownKey } from '../verify/own-key.ts';
import { insistOnWrappingKey } from '../wrapping/wrapping-key.ts';

/** The key file is not that of the log: its newest checkpoint is signed by another key, or it was handed over to another. */
class KeyReplaced extends Error {
  override readonly name = 'KeyReplaced';
}

/** A new signing key, and the note signed by both by which the old one hands over to it over the log as it stands. */
export function handOver(db: Db, keys: AuditKeys, now: number): AuditKeys {
  const next = { ...keys, signing: newSigningKey() };
  const size = logEnds(db).last ?? 0;
  const note = rotationNote(
    {
      origin: keys.name,
      size,
      root: rootAt(db, size),
      at: new Date(now).toISOString(),
      epoch: currentEpoch(db),
    },
    { ...signerOf(keys), text: verifierKeyText(keys) },
    { ...signerOf(next), text: verifierKeyText(next) },
  );
  return { ...next, rotations: [...keys.rotations, note] };
}

function rootAt(db: Db, size: number): Uint8Array {
  return MerkleFrontier.parse(sha256, frontierText(db, size)).root();
}

/** The rotations of the key file that the log in this database does not tell of. */
export function rotationsLacking(db: Db, keys: AuditKeys): readonly string[] {
  if (keys.rotations.length === 0) return [];
  const told = new Set(carriedUpTo(db, Number.MAX_SAFE_INTEGER).flatMap(({ notes }) => notes));
  return keys.rotations.filter((note) => !told.has(note));
}

/** @throws KeyReplaced when the log in this database is signed by another key than the key file's */
export function insistOnOwnKey(db: Db, keys: AuditKeys): void {
  const history = ownHistory(db, keys);
  const newest = newestCheckpoint(db);
  const opened = newest === undefined ? null : history.open(newest.note);
  const isForeign =
    opened !== null &&
    !opened.ok &&
    (opened.finding.code === 'checkpoint_foreign' || opened.finding.code === 'checkpoint_signature');
  if (!isForeign && history.isInForce(ownKey(keys).key)) return;
  throw new KeyReplaced(
    `the key file is not that of this log: the log is signed by another key than ${verifierKeyText(keys)}. Put its own key file back (AUDIT_KEY_FILE); a new key follows it by desk audit rotate-key alone`,
  );
}

/** The key file is that of a database file that nobody has open. @throws KeyReplaced, WrappingKeyLacking */
export function insistOnKeyOf(databasePath: string, keys: AuditKeys): void {
  const reader = openReader(databasePath);
  try {
    insistOnOwnKey(reader, keys);
    insistOnWrappingKey(reader, keys);
  } finally {
    reader.close();
  }
}

/**
 * Enters a rotation that the key file tells of and the log does not yet: the file is replaced first, so a stop in between is
 * finished here. Nothing may have been written since.
 */
export async function enterHandOver(
  { keys, reader, ledger }: { keys: AuditKeys; reader: Db; ledger: Ledger },
  who: { actor: string; origin: 'system' | 'cli' } = { actor: 'system', origin: 'system' },
): Promise<void> {
  const note = rotationsLacking(reader, keys).at(-1);
  const rotation = note === undefined ? null : readStatement(sha256, note);
  const size = logEnds(reader).last ?? 0;
  if (rotation?.kind !== 'rotation' || rotation.checkpoint.size !== size) return;
  if (!sameBytes(rotation.checkpoint.root, rootAt(reader, size))) return;
  await ledger.record([], [{ action: 'audit.key_rotate', ...who, detail: detailOf(rotation) }]);
}

function detailOf({ note, checkpoint, from, to }: RotationStatement) {
  return { from: toHex(from.keyId), to: toHex(to.keyId), lastSeq: checkpoint.size, statements: [note] };
}
