import type { VerifierKey } from '@srs-desk/shared/audit/note.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { type AuditKeys, verifierKeyText } from '../../../platform/ledger/key-file.ts';
import { carriedUpTo } from '../log/statement-carriers.ts';
import { LogHistory } from './log-history.ts';
import { readVerifierKey } from './open-checkpoint-note.ts';

/** What the desk checks its own log by: its public key, and the rotations that led to it. */
export function ownKey(keys: AuditKeys): { key: VerifierKey; rotations: readonly string[] } {
  return { key: readVerifierKey(verifierKeyText(keys)), rotations: keys.rotations };
}

/** The log in a database as the desk reads it by its own key; without a database, by the key alone. */
export function ownHistory(db: Db | null, keys: AuditKeys): LogHistory {
  const { key, rotations } = ownKey(keys);
  return new LogHistory(key, db === null ? [] : carriedUpTo(db, Number.MAX_SAFE_INTEGER), {
    kept: rotations,
  });
}
