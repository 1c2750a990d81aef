import type { KeyScope } from '@srs-desk/shared/access/key-scopes.ts';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import { and, eq, getTableColumns, gt, isNull } from 'drizzle-orm';
import { iso } from '../../../platform/db/iso-time.ts';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { credentialDigest } from '../digest.ts';
import { apiKeys, apiKeyUses, retiredKeySecrets } from '../table.ts';

interface NewKey {
  name: string;
  role: Role;
  scopes: KeyScope[] | null;
  tokenHash: Uint8Array;
  prefix: string;
  createdBy: string;
  expiresAt: number | null;
  origin: Origin;
}

interface RenewedKey {
  id: number;
  tokenHash: Uint8Array;
  prefix: string;
  expiresAt: number | null;
  /** How long what it was before works on at most, ms. */
  overlapMs: number;
  by: { actor: Actor; origin: Origin };
}

const { id: _, ...GIVEN } = getTableColumns(apiKeys);

const liveByName = statement({ name: apiKeys.name }, (db, { name }) =>
  db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.name, name), isNull(apiKeys.revokedAt))),
);

const insert = statement(GIVEN, (db, row) => db.insert(apiKeys).values(row).returning({ id: apiKeys.id }));

const revoke = statement({ id: apiKeys.id, revokedAt: apiKeys.revokedAt }, (db, { id, revokedAt }) =>
  db
    .update(apiKeys)
    .set({ revokedAt })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))),
);

const liveById = statement({ id: apiKeys.id }, (db, { id }) =>
  db
    .select({ name: apiKeys.name, tokenHash: apiKeys.tokenHash, expiresAt: apiKeys.expiresAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))),
);

const renew = statement(
  { id: apiKeys.id, tokenHash: apiKeys.tokenHash, prefix: apiKeys.prefix, expiresAt: apiKeys.expiresAt },
  (db, { id, ...row }) => db.update(apiKeys).set(row).where(eq(apiKeys.id, id)),
);

const retire = statement(getTableColumns(retiredKeySecrets), (db, row) =>
  db.insert(retiredKeySecrets).values(row),
);

const endRetired = statement(
  { keyId: retiredKeySecrets.keyId, until: retiredKeySecrets.until },
  (db, { keyId, until }) =>
    db
      .update(retiredKeySecrets)
      .set({ until })
      .where(and(eq(retiredKeySecrets.keyId, keyId), gt(retiredKeySecrets.until, until))),
);

const putUse = statement(getTableColumns(apiKeyUses), (db, row) =>
  db.insert(apiKeyUses).values(row).onConflictDoUpdate({ target: apiKeyUses.keyId, set: row }),
);

export const keyChanges = {
  /** A new API key; the token itself is never stored, only its SHA-256. Guards: `api_key_name_taken`. */
  'api_key.create': (tx: Tx, args: NewKey): { id: number } => {
    const { origin, ...key } = args;
    const { name, role, scopes, createdBy, expiresAt } = key;
    if (liveByName(tx).get({ name }) !== undefined) throw new GuardConflict('api_key_name_taken', { name });
    const made = insert(tx).get({ ...key, createdAt: tx.now, revokedAt: null });
    tx.append({
      action: 'api_key.create',
      actor: createdBy,
      origin,
      target: name,
      detail: {
        id: made.id,
        role,
        scopes,
        expiresAt: iso(expiresAt),
        credential: credentialDigest(key.tokenHash),
      },
    });
    tx.rowChanged('api-keys', made.id);
    return made;
  },

  /**
   * Another secret for a key; the one of before works on for a while, but never beyond its own end or the new one's. Guards:
   * `api_key_not_found`.
   */
  'api_key.rotate': (tx: Tx, args: RenewedKey): void => {
    const { id, tokenHash, prefix, expiresAt, by } = args;
    const before = liveById(tx).get({ id });
    if (before === undefined) throw new GuardConflict('api_key_not_found', { id });
    const ends = [before.expiresAt, expiresAt].filter((end) => end !== null);
    const until = Math.min(tx.now + args.overlapMs, ...ends);
    renew(tx).run({ id, tokenHash, prefix, expiresAt });
    retire(tx).run({ keyId: id, tokenHash: before.tokenHash, until });
    // It had run out, and with it all that it was before.
    if (until < tx.now) endRetired(tx).run({ keyId: id, until });
    tx.append({
      action: 'api_key.rotate',
      ...by,
      target: before.name,
      detail: {
        id,
        credential: credentialDigest(tokenHash),
        expiresAt: iso(expiresAt),
        retired: credentialDigest(before.tokenHash),
        until: iso(until),
      },
    });
    tx.rowChanged('api-keys', id);
  },

  /** Ends a key, in force on the next request. Guards: `api_key_not_found`. */
  'api_key.revoke': (tx: Tx, args: { id: number }): void => {
    const { changes } = revoke(tx).run({ id: args.id, revokedAt: tx.now });
    if (changes === 0) throw new GuardConflict('api_key_not_found', { id: args.id });
    tx.rowChanged('api-keys', args.id);
  },

  /** The key was used just now; leaves no entry. */
  'api_key.used': (tx: Tx, args: { id: number }): void => {
    putUse(tx).run({ keyId: args.id, usedAt: tx.now });
  },
};
