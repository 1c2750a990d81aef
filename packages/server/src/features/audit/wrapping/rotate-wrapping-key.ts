import type { Config } from '../../../platform/config/config.ts';
import { newWrappingKey, replaceKeyFile } from '../../../platform/ledger/key-file.ts';
import type { StartLedger } from '../../../platform/ledger/ledger.ts';
import { RotationRefused } from '../epoch/rotate-key.ts';
import { logEnds } from '../log/queries.ts';
import { withDataFolder, withOfflineLog } from '../offline-log.ts';

/**
 * Changes the key that wraps the keys of persons: a new one in the key file, which keeps those before, and the entry that tells of
 * it. The running desk then wraps all keys anew (`rewrapKeys`). The desk must not run.
 * @throws RotationRefused, DataFolderTaken, KeyFileError, KeyReplaced, WrappingKeyLacking
 */
export async function rotateWrappingKey(
  config: Config,
  { actor, startLedger }: { actor: string; startLedger: StartLedger },
): Promise<void> {
  await withDataFolder(config, async (keys) => {
    // Enters what an earlier change left over: two may not wait at once.
    await withOfflineLog(config, keys, startLedger, async ({ reader }) => {
      if (logEnds(reader).last === null)
        throw new RotationRefused('the log is empty: no key is wrapped that could be wrapped anew');
    });
    const earlierWrapping = [...keys.earlierWrapping, keys.wrapping];
    const next = { ...keys, wrapping: newWrappingKey(), earlierWrapping };
    replaceKeyFile(config.keyFile, next);
    await withOfflineLog(config, next, startLedger, async ({ ledger }) => ledger.checkpoint(), {
      actor,
      origin: 'cli',
    });
  });
}
