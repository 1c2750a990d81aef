import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { ApiKeyRow } from '@srs-desk/shared/api/users.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput, NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { newToken } from '../sessions/token.ts';
import { listKeys as readKeys } from './queries.ts';

/** All API keys, without the keys themselves: nobody can read those again. */
export function listKeys(desk: Desk): ApiKeyRow[] {
  return readKeys(desk.reader).map((key) => ({
    ...key,
    createdAt: iso(key.createdAt),
    expiresAt: iso(key.expiresAt),
    revokedAt: iso(key.revokedAt),
  }));
}

/** One key's row. @throws NotFound */
export function readKey(desk: Desk, id: number): ApiKeyRow {
  const row = listKeys(desk).find((key) => key.id === id);
  if (!row) throw new NotFound('api_key_not_found', 'There is no such key.');
  return row;
}

/** A new API key; the answer is the only time it is shown. @throws Conflict `api_key_name_taken` */
export async function createKey(
  desk: Desk,
  who: Principal,
  input: { name: string; role: Role; expiresAt?: string | undefined },
): Promise<ApiKeyRow & { key: string }> {
  const { token, hash } = newToken('sdk_');
  const expiresAt = input.expiresAt === undefined ? null : Date.parse(input.expiresAt);
  if (expiresAt !== null && expiresAt <= desk.clock.now()) {
    throw new InvalidInput({ expiresAt: 'lies in the past' });
  }
  const { name, role } = input;
  const { results } = unwrap(
    await desk.ledger.record(
      [
        {
          name: 'api_key.create',
          args: { name, role, tokenHash: hash, prefix: token.slice(0, 8), createdBy: who.actor, expiresAt },
        },
      ],
      [{ action: 'api_key.create', actor: who.actor, origin: who.origin, target: name, detail: { role } }],
    ),
  );
  return { ...readKey(desk, results[0].id), key: token };
}

/** Ends a key, in force on its next request. @throws NotFound */
export async function revokeKey(desk: Desk, who: Principal, id: number): Promise<ApiKeyRow> {
  const { name } = readKey(desk, id);
  unwrap(
    await desk.ledger.record(
      [{ name: 'api_key.revoke', args: { id } }],
      [{ action: 'api_key.revoke', actor: who.actor, origin: who.origin, target: name }],
    ),
  );
  return readKey(desk, id);
}
