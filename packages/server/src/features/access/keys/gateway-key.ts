import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../../platform/config/config.ts';
import type { Desk } from '../../../platform/desk.ts';
import { KeyFileError } from '../../../platform/ledger/key-file.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { hashToken, newToken } from '../sessions/token.ts';
import { findLiveKey, listKeys } from './queries.ts';

const NAME = 'gateway';

/**
 * A gateway without a configured key that is not open either gets an API key of its own at the desk's first start, without an end
 * and for the gateway alone; gives it in clear where it was made just now: it is shown once. `former`, of versions before, is taken
 * over, and its file deleted.
 */
export async function ensureGatewayKey(desk: Desk, former: string | null): Promise<string | null> {
  const { gateway } = desk.config;
  if (gateway.key !== null || gateway.open) return null;
  if (former !== null) {
    if (!findLiveKey(desk.reader, hashToken(former), desk.clock.now())) await enter(desk, former);
    rmSync(formerPath(desk.config));
    return null;
  }
  if (listKeys(desk.reader).some(({ scopes }) => scopes?.includes('gateway'))) return null;
  const { token } = newToken('sdk_');
  await enter(desk, token);
  return token;
}

const formerPath = ({ keyFile }: Config): string => join(dirname(keyFile), 'gateway-key');

/** The key that versions before kept in a file; null where there is none. @throws KeyFileError when it cannot be read */
export function readFormerGatewayKey(config: Config): string | null {
  const path = formerPath(config);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new KeyFileError(`the gateway’s key ${path} cannot be read: ${String(error)}`);
  }
}

async function enter(desk: Desk, token: string): Promise<void> {
  const prefix = token.slice(0, 8);
  const isTaken = listKeys(desk.reader).some(({ name, revokedAt }) => name === NAME && revokedAt === null);
  const args = {
    name: isTaken ? `${NAME} ${prefix}` : NAME,
    role: 'finance',
    tokenHash: hashToken(token),
    prefix,
    createdBy: 'system',
    expiresAt: null,
    origin: 'system',
  } as const;
  unwrap(await desk.ledger.record([{ name: 'api_key.create', args: { ...args, scopes: ['gateway'] } }], []));
}
