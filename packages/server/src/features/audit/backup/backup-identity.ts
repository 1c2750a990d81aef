import { derivedKey } from '../../../platform/age/age-header.ts';
import { type AgeIdentity, ageIdentity } from '../../../platform/age/age-keys.ts';
import type { AuditKeys } from '../../../platform/ledger/key-file.ts';

/** What opens this desk's backups from now on: made out of its key file, so that nothing else has to be kept. */
export function backupIdentity({ wrapping }: Pick<AuditKeys, 'wrapping'>): AgeIdentity {
  return ageIdentity(derivedKey(wrapping, new Uint8Array(), 'srs-desk-backup/age'));
}

/** What opens this desk's backups, those before a change of the wrapping key too; the newest first. */
export function backupIdentities({ wrapping, earlierWrapping }: AuditKeys): AgeIdentity[] {
  return [wrapping, ...earlierWrapping.toReversed()].map((key) => backupIdentity({ wrapping: key }));
}
