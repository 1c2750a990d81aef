import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../platform/config/config.ts';
import { makeFolder } from '../../platform/config/make-folder.ts';
import { Secret } from '../../platform/config/secrets.ts';
import { KeyFileError } from '../../platform/ledger/key-file.ts';

/** Of a key that the desk makes itself, bytes. */
const KEY_BYTES = 24;

/** The configuration with the gateway's key in it, and the key in clear where it was made just now: it is shown once. */
interface Keyed {
  readonly config: Config;
  readonly made: string | null;
}

/**
 * A gateway without a configured key that is not open either gets one of its own, kept beside the keys of the log. Nothing
 * is made where `GATEWAY_KEY` or `GATEWAY_OPEN` says otherwise.
 * @throws KeyFileError when it can neither be read nor made
 */
export function withGatewayKey(config: Config): Keyed {
  const { gateway } = config;
  if (gateway.key !== null || gateway.open) return { config, made: null };
  const path = join(dirname(config.keyFile), 'gateway-key');
  const keyed = (text: string): Config => ({ ...config, gateway: { ...gateway, key: new Secret(text) } });
  try {
    return { config: keyed(readFileSync(path, 'utf8').trim()), made: null };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      throw new KeyFileError(`the gateway’s key ${path} cannot be read: ${String(error)}`);
  }
  const made = randomBytes(KEY_BYTES).toString('base64url');
  try {
    makeFolder(dirname(path));
    writeFileSync(path, `${made}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new KeyFileError(`the gateway’s key ${path} cannot be made: ${String(error)}`);
  }
  return { config: keyed(made), made };
}
