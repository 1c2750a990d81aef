import * as z from 'zod';
import { KEY_SCOPES } from '../access/key-scopes.ts';
import { ROLES } from '../access/roles.ts';
import type { ListSpec } from './list.ts';
import { newPassword, username } from './session.ts';

export const userRow = z.object({
  /** The user name: what the log and the addresses call the person. */
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  disabled: z.boolean(),
  createdAt: z.iso.datetime(),
  /** The identity provider that the user logs in at; null: by a password. */
  issuer: z.string().nullable(),
  /** Null while an invited user has not chosen one. */
  passwordChangedAt: z.iso.datetime().nullable(),
  /** Whether somebody else chose the password, and its user has not changed it yet. */
  mustChangePassword: z.boolean(),
  /** Until when an invitation or a link for a new password works; null when none is open. */
  linkUntil: z.iso.datetime().nullable(),
  /** Whether a code of an authenticator app is asked for at login. */
  hasFactor: z.boolean(),
  lastSeenAt: z.iso.datetime().nullable(),
});
export type UserRow = z.infer<typeof userRow>;

/** A one-time link: the answer to making it is the only time it is shown. */
export const accountLink = z.object({ url: z.url(), expiresAt: z.iso.datetime() });
export type AccountLink = z.infer<typeof accountLink>;

export const userMade = z.object({ ...userRow.shape, link: accountLink.nullable() });
export type UserMade = z.infer<typeof userMade>;

const linkToken = z.string().min(20).max(200);
export const linkInput = z.strictObject({ token: linkToken });
export const linkUse = z.strictObject({ token: linkToken, password: newPassword });
/** Whose link it is; `invited`: there is no password yet. */
export const linkOwner = z.object({
  username: z.string(),
  displayName: z.string(),
  invited: z.boolean(),
  expiresAt: z.iso.datetime(),
});
export type LinkOwner = z.infer<typeof linkOwner>;

const displayName = z.string().trim().min(1, 'is empty').max(100);

export const userInput = z.strictObject({
  username,
  displayName,
  role: z.enum(ROLES),
  /** Left out, the user is invited and chooses it. */
  password: newPassword.optional(),
});

export const userPatch = z
  .strictObject({
    displayName: displayName.optional(),
    role: z.enum(ROLES).optional(),
    disabled: z.boolean().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'changes nothing');
export type UserPatch = z.infer<typeof userPatch>;

export const userList: ListSpec = {
  filters: {
    id: { type: 'text' },
    username: { type: 'text' },
    role: { type: 'choice', values: ROLES },
  },
  ranges: [],
  sorts: ['id', 'username', 'createdAt'],
  defaultSort: ['username', 'ASC'],
  q: false,
};

const keyScopes = z.array(z.enum(KEY_SCOPES)).min(1, 'names none').max(KEY_SCOPES.length);

export const apiKeyRow = z.object({
  id: z.int(),
  name: z.string(),
  /** How it sees orders; without scopes also what it may do. */
  role: z.enum(ROLES),
  /** What it is limited to; null: all that the role may. */
  scopes: keyScopes.nullable(),
  /** First characters of the key, to tell keys apart. */
  prefix: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  /** Until when what the key was before it was renewed works too; null when it does not. */
  previousUntil: z.iso.datetime().nullable(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiKeyRow = z.infer<typeof apiKeyRow>;

export const apiKeyInput = z
  .strictObject({
    name: z.string().trim().min(1, 'is empty').max(60),
    /** Left out, a key with scopes sees nothing of a person. */
    role: z.enum(ROLES).optional(),
    scopes: keyScopes.optional(),
    /** Left out, the key ends after 90 days; null: never. */
    expiresAt: z.iso.datetime().nullable().optional(),
  })
  .refine(({ role, scopes }) => role !== undefined || scopes !== undefined, {
    path: ['scopes'],
    error: 'must say what the key may do, or a role',
  });
export type ApiKeyInput = z.infer<typeof apiKeyInput>;

export const apiKeyRenewal = z.strictObject({
  /** How long what the key was before works on, hours; 0 ends it at once. */
  overlapHours: z.int().min(0).max(720).optional(),
  /** Left out, a key that ends lives for 90 days more; null: never. */
  expiresAt: z.iso.datetime().nullable().optional(),
});
export type ApiKeyRenewal = z.infer<typeof apiKeyRenewal>;

/** The answer to making or renewing a key: the only time the key itself is shown. */
export const apiKeyMade = z.object({ ...apiKeyRow.shape, key: z.string() });
export type ApiKeyMade = z.infer<typeof apiKeyMade>;

export const apiKeyList: ListSpec = {
  filters: { id: { type: 'integer' }, role: { type: 'choice', values: ROLES } },
  ranges: [],
  sorts: ['id', 'name', 'createdAt'],
  defaultSort: ['id', 'DESC'],
  q: false,
};
