import type { Config } from '../../../platform/config/config.ts';
import { openReader } from '../../../platform/db/reader.ts';
import { type AuditKeys, replaceKeyFile, verifierKeyText } from '../../../platform/ledger/key-file.ts';
import type { StartLedger } from '../../../platform/ledger/ledger.ts';
import { logEnds } from '../log/queries.ts';
import { withDataFolder, withOfflineLog } from '../offline-log.ts';
import { ownKey } from '../verify/own-key.ts';
import { verifyDatabase } from '../verify/verify-database.ts';
import { handOver } from './hand-over.ts';

/** The log has nothing to hand over, or does not verify: the key was not changed. */
export class RotationRefused extends Error {
  override readonly name = 'RotationRefused';
}

/**
 * Changes the key that signs the log: a checkpoint by the old one over all there is, a note signed by both, the new key file in
 * the place of the old one, and the entry that tells of it. The keys of what is sealed stay. The desk must not run.
 * Gives the new public key.
 * @throws RotationRefused, DataFolderTaken, KeyFileError, KeyReplaced
 */
export async function rotateKey(
  config: Config,
  { actor, now, startLedger }: { actor: string; now: number; startLedger: StartLedger },
): Promise<string> {
  return await withDataFolder(config, async (keys) => {
    await withOfflineLog(config, keys, startLedger, async ({ ledger }) => ledger.checkpoint());
    await insistIntact(config.databasePath, keys);
    const next = handOverOf(config.databasePath, keys, now);
    replaceKeyFile(config.keyFile, next);
    await withOfflineLog(config, next, startLedger, async ({ ledger }) => ledger.checkpoint(), {
      actor,
      origin: 'cli',
    });
    return verifierKeyText(next);
  });
}

async function insistIntact(path: string, keys: AuditKeys): Promise<void> {
  const { outcome, finding, problem } = await verifyDatabase({ path, ...ownKey(keys) });
  if (outcome === 'intact') return;
  throw new RotationRefused(`the log does not verify: ${finding?.detail ?? problem ?? outcome}`);
}

function handOverOf(databasePath: string, keys: AuditKeys, now: number): AuditKeys {
  const reader = openReader(databasePath);
  try {
    if (logEnds(reader).last === null)
      throw new RotationRefused('the log is empty: there is nothing to hand over');
    return handOver(reader, keys, now);
  } finally {
    reader.close();
  }
}
