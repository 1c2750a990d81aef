import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Config, dataDirOf, readConfig } from '../../platform/config/config.ts';
import { type Environment, readEnvironment } from '../../platform/config/env.ts';
import { loadKeys, verifierKeyText } from '../../platform/ledger/key-file.ts';
import { CommandFailed } from './command.ts';

// What a command about the log never uses, so that it works where nothing of SRS is configured.
const NO_SRS: Environment = {
  SRS_BASE_URL: 'http://srs.invalid',
  SRS_TOKEN_URL: 'http://srs.invalid/token',
  RAS_BASE_URL: 'http://srs.invalid',
  SRS_CLIENT_ID: 'none',
};

/** The configuration as far as the log needs it. @throws ConfigError */
export function auditConfig(): Config {
  const environment = readEnvironment();
  const secret =
    environment.SRS_CLIENT_SECRET || environment.SRS_CLIENT_SECRET_FILE ? {} : { SRS_CLIENT_SECRET: 'none' };
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  return readConfig({ ...NO_SRS, ...secret, ...given });
}

/** A file's text, or a failed command with exit code 2. */
export function readText(path: string): string {
  return readBytes(path).toString('utf8');
}

/** A file's bytes, or a failed command with exit code 2. */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new CommandFailed(`${path} cannot be read`, 2);
  }
}

/**
 * The log's public key: from the file given (a `.vkey` or a key file), else from where the desk keeps it beside the database.
 * For the data folder's own database also from AUDIT_KEY_FILE and CHECKPOINT_DIR; a file from elsewhere never gets the key of
 * this desk by itself. Null when there is none.
 */
export function findPublicKey(
  given: string | undefined,
  databasePath: string,
): { text: string; path: string } | null {
  if (given !== undefined) return { text: publicKeyIn(given), path: given };
  const environment = readEnvironment();
  const folder = dirname(resolve(databasePath));
  const isOwn = folder === dataDirOf(environment);
  const candidates = [
    ...(isOwn ? [environment.AUDIT_KEY_FILE] : []),
    join(folder, 'keys', 'audit-key.json'),
    ...(isOwn && environment.CHECKPOINT_DIR ? [join(environment.CHECKPOINT_DIR, 'log.vkey')] : []),
  ];
  const found = candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
  return found === undefined ? null : { text: publicKeyIn(found), path: found };
}

function publicKeyIn(path: string): string {
  const text = readText(path);
  return text.trimStart().startsWith('{') ? verifierKeyText(loadKeys(path)) : text.trim();
}
