import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import { statement } from '../../../platform/db/statement.ts';
import { settings } from '../../../platform/settings/table.ts';
import { credentialDigest, identityDigest, NO_PASSWORD } from '../../access/index.ts';
import { apiKeys, approvals, retiredKeySecrets, users } from '../../access/table.ts';
import { atOf, textOf, timeOf } from './entry-detail.ts';
import { FACTORS } from './factor-register.ts';
import { storedBy } from './logged-row.ts';
import type { LoggedRows, Register } from './register.ts';

const allUsers = statement((db) => db.select().from(users));
const people: Register = {
  table: 'users',
  actions: ['user.create', 'user.role', 'user.disable', 'user.enable', 'user.password', 'user.delete'],
  replay(rows, entry) {
    const at = atOf(entry);
    const { detail, action } = entry;
    const name = (entry.target ?? '').toLowerCase();
    const { credential } = detail;
    if (action === 'user.create') {
      const { role, identity = null } = detail;
      const made = {
        role,
        identity,
        disabledAt: null,
        deletedAt: null,
        createdAt: at,
        passwordChangedAt: at,
        credential,
      };
      rows.begin(name, entry, made);
    } else if (action === 'user.role') rows.change(name, entry, { role: detail.after });
    else if (action === 'user.password') rows.change(name, entry, { passwordChangedAt: at, credential });
    else if (action === 'user.delete') {
      const disabledAt = rows.get(name)?.get('disabledAt') ?? at;
      const credential = credentialDigest(NO_PASSWORD);
      rows.change(name, entry, { disabledAt, deletedAt: at, credential });
    } else rows.change(name, entry, { disabledAt: action === 'user.disable' ? at : null });
  },
  stored: (db) =>
    storedBy(
      allUsers(db)
        .all()
        .map(({ passwordHash, issuer, subject, ...user }) => ({
          ...user,
          credential: credentialDigest(passwordHash),
          identity: issuer === null || subject === null ? null : identityDigest({ issuer, subject }),
        })),
      ({ username }) => username.toLowerCase(),
    ),
};

const allKeys = statement((db) => db.select().from(apiKeys));
const keys: Register = {
  table: 'api_keys',
  actions: ['api_key.create', 'api_key.rotate', 'api_key.revoke'],
  replay(rows, entry) {
    const { target: name, detail } = entry;
    if (entry.action === 'api_key.create') {
      const { role, scopes, credential } = detail;
      const made = { createdBy: entry.actor, createdAt: atOf(entry), expiresAt: timeOf(detail.expiresAt) };
      const id = typeof detail.id === 'number' ? detail.id : rows.nextId();
      rows.begin(id, entry, { name, role, scopes, credential, ...made, revokedAt: null });
      return;
    }
    if (entry.action === 'api_key.rotate') {
      const { id, credential } = detail;
      if (typeof id === 'number') rows.change(id, entry, { credential, expiresAt: timeOf(detail.expiresAt) });
      return;
    }
    for (const [id, row] of rows)
      if (row.get('name') === name && row.get('revokedAt') === null)
        rows.change(id, entry, { revokedAt: atOf(entry) });
  },
  stored: (db) =>
    storedBy(
      allKeys(db)
        .all()
        .map(({ tokenHash, ...key }) => ({ ...key, credential: credentialDigest(tokenHash) })),
      ({ id }) => id,
    ),
};

const allRetired = statement((db) => db.select().from(retiredKeySecrets));
/** What keys were before they were renewed: one put in by SQL would open the desk. */
const retired: Register = {
  table: 'retired_key_secrets',
  actions: ['api_key.rotate'],
  replay(rows, entry) {
    const { id: keyId, retired, until } = entry.detail;
    const end = timeOf(until);
    rows.begin(String(retired), entry, { keyId, until: end });
    // The key had run out before it was renewed, and with it all that it was before.
    if (end == null || end >= atOf(entry)) return;
    for (const [credential, row] of rows)
      if (row.get('keyId') === keyId && Number(row.get('until')) > end)
        rows.change(credential, entry, { until: end });
  },
  stored: (db) =>
    storedBy(
      allRetired(db)
        .all()
        .map(({ tokenHash, ...row }) => ({ ...row, credential: credentialDigest(tokenHash) })),
      ({ credential }) => credential,
    ),
};

/** Where what holds anyway is set, there need be no row: such a value is none. So is one that this version does not know. */
function isSet(name: string, json: string): boolean {
  const setting = SETTINGS.find((one) => one.name === name);
  return setting !== undefined && JSON.stringify(setting.fallback) !== json;
}

const allSettings = statement((db) => db.select().from(settings));
const values: Register = {
  table: 'settings',
  actions: ['settings.change'],
  replay(rows, entry) {
    const { target: name = '' } = entry;
    const after = textOf(entry.detail.after);
    if (after === undefined || !isSet(name, after)) rows.end(name);
    else rows.begin(name, entry, { value: after, changedAt: atOf(entry), changedBy: entry.actor });
  },
  stored: (db) =>
    storedBy(
      allSettings(db)
        .all()
        .filter(({ name, value }) => isSet(name, value)),
      ({ name }) => name,
    ),
};

const ENDINGS: Readonly<Record<string, string>> = {
  'approval.approve': 'approved',
  'approval.reject': 'rejected',
  'approval.withdraw': 'withdrawn',
  'approval.lapse': 'lapsed',
};

function replayApproval(rows: LoggedRows, entry: EntryV1): void {
  const { action, actor, target, detail } = entry;
  if (typeof detail.id !== 'number') return;
  if (action !== 'approval.ask') {
    const ended = { state: ENDINGS[action], decidedBy: actor, decidedAt: atOf(entry), digest: null };
    rows.change(detail.id, entry, ended);
    return;
  }
  const { act, digest } = detail;
  const asked = {
    act,
    target,
    digest,
    askedBy: actor,
    askedAt: atOf(entry),
    expiresAt: timeOf(detail.expiresAt),
  };
  rows.begin(detail.id, entry, { ...asked, state: 'waiting', decidedBy: null, decidedAt: null });
}

const allApprovals = statement((db) => db.select().from(approvals));
const agreements: Register = {
  table: 'approvals',
  actions: ['approval.ask', 'approval.approve', 'approval.reject', 'approval.withdraw', 'approval.lapse'],
  replay: replayApproval,
  stored: (db) =>
    storedBy(
      allApprovals(db)
        .all()
        .map(({ input, ...row }) => ({ ...row, digest: input === null ? null : credentialDigest(input) })),
      ({ id }) => id,
    ),
};

export const ACCESS_REGISTERS: readonly Register[] = [people, FACTORS, keys, retired, values, agreements];
