import { sameBytes } from '@srs-desk/shared/audit/byte-text.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { type AuditKeys, wrappingKeyId } from '../../../platform/ledger/key-file.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import { readWrapping } from './queries.ts';

/** The key file lacks a wrapping key by which this database's keys are wrapped: it is a copy from before a change of it. */
class WrappingKeyLacking extends Error {
  override readonly name = 'WrappingKeyLacking';
}

/** @throws WrappingKeyLacking when keys of subjects in this database would not open by the key file */
export function insistOnWrappingKey(db: Db, keys: AuditKeys): void {
  const wrapping = readWrapping(db);
  if (wrapping === undefined) return;
  const isOf = (key: Uint8Array): boolean => sameBytes(wrappingKeyId(key), wrapping.keyId);
  const isUnfinished = wrapping.finishedAt === null && keys.earlierWrapping.length === 0;
  if (isOf(keys.wrapping) ? !isUnfinished : keys.earlierWrapping.some(isOf)) return;
  throw new WrappingKeyLacking(
    'the key file lacks a wrapping key by which keys in this database are wrapped: it is a copy from another time. Put the newest one in its place (AUDIT_KEY_FILE)',
  );
}

/**
 * Enters a change of the wrapping key that the key file tells of and the database does not: the file is replaced first, so a
 * stop in between is finished here, and a restored backup of before is taken along.
 */
export async function enterWrappingKey(
  { keys, reader, ledger }: { keys: AuditKeys; reader: Db; ledger: Ledger },
  by: { actor: Actor; origin: Origin } = { actor: 'system', origin: 'system' },
): Promise<void> {
  if (keys.earlierWrapping.length === 0) return;
  const keyId = wrappingKeyId(keys.wrapping);
  const told = readWrapping(reader);
  if (told !== undefined && sameBytes(told.keyId, keyId)) return;
  await ledger.record([{ name: 'wrapping.begin', args: { keyId, by } }], []);
}
