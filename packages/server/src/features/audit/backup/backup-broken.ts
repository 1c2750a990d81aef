/** A backup that cannot be read: cut off, changed, or of another key. */
export class BackupBroken extends Error {
  override readonly name = 'BackupBroken';
}
