import { derivedKey } from '../../../platform/age/age-header.ts';
import { type AgeIdentity, ageIdentity } from '../../../platform/age/age-keys.ts';
import type { AuditKeys } from '../../../platform/ledger/key-file.ts';

/** What opens this desk's backups: made out of its key file, so that nothing else has to be kept. */
export function backupIdentity({ wrapping }: AuditKeys): AgeIdentity {
  return ageIdentity(derivedKey(wrapping, new Uint8Array(), 'srs-desk-backup/age'));
}
