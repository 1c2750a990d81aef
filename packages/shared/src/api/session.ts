import * as z from 'zod';
import { PASSWORD_LENGTH } from '../access/password-rule.ts';
import { PERMISSIONS, type Permission } from '../access/permissions.ts';
import { ROLES } from '../access/roles.ts';

export const username = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(64)
  .regex(/^[\p{L}\p{N}._@-]+$/u, 'may hold letters, digits and . _ @ - only');

export const newPassword = z
  .string()
  .min(PASSWORD_LENGTH.least, 'must have 12 characters or more')
  .max(PASSWORD_LENGTH.most, 'must have at most 128 characters');

export const loginInput = z.strictObject({
  username: z.string().min(1).max(128),
  password: z.string().min(1).max(1024),
});

/** `GET /api/login-options`: how one logs in at this desk. */
export const loginOptions = z.object({
  /** By user name and password. */
  local: z.boolean(),
  /** At an identity provider; `reachable` false: it did not answer since the start. */
  provider: z.object({ label: z.string(), reachable: z.boolean() }).nullable(),
});

export type LoginOptions = z.infer<typeof loginOptions>;

/** `DELETE /api/session`. */
export const loggedOut = z.object({
  loggedOut: z.literal(true),
  /** Where the login at the identity provider is ended too. */
  providerLogout: z.url().nullable(),
});
export type LoggedOut = z.infer<typeof loggedOut>;
/** The password is right, and the account has a second factor: the ticket with a code of it opens the session. */
export const codeAsked = z.object({
  next: z.literal('code'),
  ticket: z.string(),
  /** Until when the ticket works. */
  expiresAt: z.iso.datetime(),
});

const factorCode = z.string().trim().min(6).max(32);

/** What is half done, sealed by the server for whom it gave it to. */
const ticket = z.string().min(20).max(1000);

/** The second step of a login; `code` is one of the authenticator app, or a recovery code. */
export const codeInput = z.strictObject({ ticket, code: factorCode });

/** `GET /api/session`: who am I, and what may I do. */
export const sessionView = z.object({
  user: z.object({ username: z.string(), displayName: z.string(), role: z.enum(ROLES) }),
  permissions: z.array(z.enum(PERMISSIONS as [Permission, ...Permission[]])),
  /** When the session ends whatever happens, and how long it may rest, in ms. */
  expiresAt: z.iso.datetime().nullable(),
  idleMs: z.int(),
  /** Somebody else set the password: nothing else may be done before it is changed. */
  mustChangePassword: z.boolean(),
  /** What the identity provider is called that this person logs in at; null: by a password of the desk's own. */
  provider: z.string().nullable(),
  hasFactor: z.boolean(),
  /** The role asks for a second factor and there is none: nothing else may be done before it is set up. */
  mustEnrolFactor: z.boolean(),
  mode: z.enum(['demo', 'serve']),
  billingTimeZone: z.string(),
  proNumber: z.string().nullable(),
});
export type SessionView = z.infer<typeof sessionView>;

export const passwordInput = z.strictObject({ current: z.string().min(1).max(1024), next: newPassword });

/** By the password, or by a code of the authenticator app. */
export const reauthenticateInput = z
  .strictObject({ password: z.string().min(1).max(1024).optional(), code: factorCode.optional() })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), {
    path: ['password'],
    error: 'or a code must be given, one of the two',
  });
export type ReauthenticateInput = z.infer<typeof reauthenticateInput>;

/** One's own second factor. */
export const factorView = z.object({
  /** Null: there is none. */
  enrolledAt: z.iso.datetime().nullable(),
  recoveryCodesLeft: z.int(),
  /** The role asks for one. */
  required: z.boolean(),
});
export type FactorView = z.infer<typeof factorView>;

/** What an authenticator app is given, this once; `uri` is what the QR code holds. */
export const factorOffer = z.object({
  enrolment: z.string(),
  secret: z.string(),
  uri: z.string(),
  expiresAt: z.iso.datetime(),
});
export type FactorOffer = z.infer<typeof factorOffer>;

export const factorConfirmation = z.strictObject({
  enrolment: ticket,
  code: factorCode,
});

/** The recovery codes, each good for one login: shown this once. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

export const setupInput = z.strictObject({
  token: z.string().min(20).max(200),
  username,
  displayName: z.string().trim().min(1).max(100),
  password: newPassword,
});

/** A row of `/api/session/list` and of an admin's view of a user's sessions. */
export const sessionsEnded = z.object({ sessionsEnded: z.int() });
/** Whose sessions end; left out, everybody's. */
export const sessionsEnd = z.strictObject({ username: username.optional() });

export const sessionRow = z.object({
  id: z.int(),
  username: z.string(),
  createdAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRow>;
