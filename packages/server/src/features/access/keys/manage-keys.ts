import type { ApiKeyInput, ApiKeyMade, ApiKeyRenewal, ApiKeyRow } from '@srs-desk/shared/api/users.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Forbidden, InvalidInput, NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { newToken } from '../sessions/token.ts';
import { listKeys as readKeys, retiredSecrets } from './queries.ts';

/** All API keys, without the keys themselves: nobody can read those again. */
export function listKeys(desk: Desk): ApiKeyRow[] {
  const retired = retiredSecrets(desk.reader, desk.clock.now());
  return readKeys(desk.reader).map((key) => ({
    ...key,
    previousUntil: iso(retired.get(key.id) ?? null),
    createdAt: iso(key.createdAt),
    expiresAt: iso(key.expiresAt),
    revokedAt: iso(key.revokedAt),
    lastUsedAt: iso(key.lastUsedAt),
  }));
}

/** One key's row. @throws NotFound */
export function readKey(desk: Desk, id: number): ApiKeyRow {
  const row = listKeys(desk).find((key) => key.id === id);
  if (!row) throw new NotFound('api_key_not_found', 'There is no such key.');
  return row;
}

/** How long a key lives unless something else is said, ms. */
const KEY_LIFE_MS = 90 * 86_400_000;

/** How long what a key was before works on unless something else is said, hours. */
const OVERLAP_HOURS = 24;
const HOUR_MS = 3_600_000;

function endOf({ expiresAt }: Pick<ApiKeyInput, 'expiresAt'>, now: number): number | null {
  if (expiresAt === undefined) return now + KEY_LIFE_MS;
  if (expiresAt === null) return null;
  const end = Date.parse(expiresAt);
  if (end <= now) throw new InvalidInput({ expiresAt: 'lies in the past' });
  return end;
}

/**
 * A new API key, for 90 days unless something else is said; the answer is the only time it is shown.
 * @throws Forbidden `people_only` for a key: keys do not make keys. @throws Conflict `api_key_name_taken`
 */
export async function createKey(desk: Desk, who: Principal, input: ApiKeyInput): Promise<ApiKeyMade> {
  const { token, hash } = newToken('sdk_');
  if (who.kind === 'key') throw new Forbidden('people_only', 'A key cannot make keys.');
  // Finance sees orders without anything of the person: what a key needs that is told nothing else.
  const { name, role = 'finance', scopes = null } = input;
  const expiresAt = endOf(input, desk.clock.now());
  const { results } = unwrap(
    await desk.ledger.record(
      [
        {
          name: 'api_key.create',
          args: {
            name,
            role,
            scopes,
            tokenHash: hash,
            prefix: token.slice(0, 8),
            createdBy: who.actor,
            expiresAt,
            origin: who.origin,
          },
        },
      ],
      [],
    ),
  );
  return { ...readKey(desk, results[0].id), key: token };
}

/**
 * Another secret for a key, whose number, name and rights stay; the answer is the only time it is shown. What it was before works on
 * for a while, so that the program can be changed over, but not beyond its own end. A key that lives for a time gets 90 days anew
 * unless something else is said.
 * @throws NotFound, Forbidden `people_only` for a key, `not_your_key` for another's key that may do all that a role may
 */
export async function rotateKey(
  desk: Desk,
  who: Principal,
  id: number,
  { overlapHours = OVERLAP_HOURS, expiresAt }: ApiKeyRenewal,
): Promise<ApiKeyMade> {
  const row = readKey(desk, id);
  if (who.kind === 'key') throw new Forbidden('people_only', 'A key cannot make keys.');
  // Else one admin could ask for something by another's key, and agree to it themselves.
  if (row.scopes === null && row.createdBy !== who.actor && who.kind !== 'cli')
    throw new Forbidden('not_your_key', 'Only who made this key can renew it: make one of your own.');
  const now = desk.clock.now();
  const { token, hash } = newToken('sdk_');
  const args = {
    id,
    tokenHash: hash,
    prefix: token.slice(0, 8),
    expiresAt: expiresAt === undefined && row.expiresAt === null ? null : endOf({ expiresAt }, now),
    overlapMs: overlapHours * HOUR_MS,
    by: { actor: who.actor, origin: who.origin },
  };
  unwrap(await desk.ledger.record([{ name: 'api_key.rotate', args }], []));
  return { ...readKey(desk, id), key: token };
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
