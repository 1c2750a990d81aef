import { ROLES } from '@srs-desk/shared/access/roles.ts';
import * as z from 'zod';
import type { Desk, Principal } from '../../../platform/desk.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import type { Agreed, SecondAdminAct } from '../approvals/second-admin-acts.ts';
import { credentialDigest } from '../digest.ts';
import { listKeys } from '../keys/queries.ts';
import { linkSteps } from '../links/link-steps.ts';
import { NO_PASSWORD } from '../sessions/no-password.ts';
import { findUser } from './queries.ts';

const newAccount = z.object({
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  passwordHash: z.string(),
  mustChangePassword: z.boolean(),
  /** SHA-256 (hex) of the invitation's token; null where a password was given. */
  linkHash: z.string().nullable(),
});
type NewAccount = z.infer<typeof newAccount>;

/**
 * Makes an account with its invitation; `agreed` where it is an admin's. Where another admin agreed, it is made without the
 * password that who asked chose: they could agree by it to what they ask for.
 */
export async function recordAccount(
  desk: Desk,
  who: Principal,
  { linkHash, ...asked }: NewAccount,
  agreed?: Agreed,
): Promise<void> {
  const isKnown = asked.mustChangePassword && agreed !== undefined && agreed.call.args.id !== null;
  const account = isKnown ? { ...asked, passwordHash: NO_PASSWORD, mustChangePassword: false } : asked;
  const { username, role, passwordHash } = account;
  const invitation =
    linkHash === null
      ? null
      : linkSteps(desk, who, { username, invited: true, linkHash, agreed: agreed !== undefined });
  unwrap(
    await desk.ledger.record(
      [
        ...(agreed ? [agreed.call] : []),
        { name: 'user.create', args: { ...account, by: { actor: who.actor, origin: who.origin } } },
        ...(invitation ? [invitation.call] : []),
      ],
      [
        {
          action: 'user.create',
          actor: who.actor,
          origin: who.origin,
          target: username,
          detail: { role, credential: credentialDigest(passwordHash), ...agreed?.detail },
        },
        ...(invitation ? [invitation.entry] : []),
      ],
    ),
  );
}

/** A new admin. */
export const adminCreation: SecondAdminAct<NewAccount, void> = {
  name: 'admin.create',
  input: newAccount,
  carryOut: recordAccount,
};

const accountChange = z.object({
  username: z.string(),
  role: z.object({ before: z.enum(ROLES), after: z.enum(ROLES) }).optional(),
  disabled: z.object({ before: z.boolean(), after: z.boolean() }).optional(),
  displayName: z.string().optional(),
});
export type AccountChange = z.infer<typeof accountChange>;

interface Step {
  call: CommandCall;
  entry: EntryDraft;
}

/** What changes role and access of an account, and what the log says of it. */
function accessSteps(
  { actor, origin }: Principal,
  { username, role, disabled }: AccountChange,
  agreed?: Agreed,
): Step[] {
  const by = { actor, origin };
  const args = { username, by, agreed: agreed !== undefined };
  const said = { actor, origin, target: username, detail: { ...agreed?.detail } };
  const roleSteps =
    role === undefined
      ? []
      : [
          {
            call: { name: 'user.set_role' as const, args: { ...args, role: role.after } },
            entry: { ...said, action: 'user.role' as const, detail: { ...role, ...said.detail } },
          },
        ];
  if (disabled === undefined) return roleSteps;
  const name = disabled.after ? ('user.disable' as const) : ('user.enable' as const);
  const accessStep = { call: { name, args }, entry: { ...said, action: name } };
  // Nobody is let in between with more rights than before and after.
  return disabled.after ? [accessStep, ...roleSteps] : [...roleSteps, accessStep];
}

/** Another display name. */
function nameSteps(
  { actor, origin }: Principal,
  { username, displayName }: AccountChange,
  agreed?: Agreed,
): Step[] {
  if (displayName === undefined) return [];
  const detail = { changed: ['displayName'], ...agreed?.detail };
  return [
    {
      call: { name: 'user.rename', args: { username, displayName } },
      entry: { action: 'user.update', actor, origin, target: username, detail },
    },
  ];
}

/** Changes name, role and access of an account, all of it or nothing; `agreed` where it makes or unmakes an admin. */
export async function recordChange(
  desk: Desk,
  who: Principal,
  change: AccountChange,
  agreed?: Agreed,
): Promise<void> {
  const steps = [...nameSteps(who, change, agreed), ...accessSteps(who, change, agreed)];
  if (steps.length === 0) return;
  const calls = steps.map(({ call }) => call);
  const entries = steps.map(({ entry }) => entry);
  unwrap(await desk.ledger.record(agreed ? [agreed.call, ...calls] : calls, entries));
}

/** Makes an admin of somebody, or unmakes one. */
export const adminChange: SecondAdminAct<AccountChange, void> = {
  name: 'admin.change',
  input: accountChange,
  carryOut: recordChange,
};

const deletionAsked = z.object({ username: z.string() });

/** Takes an account away with its keys; `agreed` where it is an admin's. */
export async function recordDeletion(
  desk: Desk,
  { actor, origin }: Principal,
  { username }: z.infer<typeof deletionAsked>,
  agreed?: Agreed,
): Promise<void> {
  const keys = listKeys(desk.reader).filter(
    ({ createdBy, revokedAt }) => createdBy === `user:${username}` && revokedAt === null,
  );
  const calls: CommandCall[] = [
    { name: 'user.delete', args: { username, by: { actor, origin }, agreed: agreed !== undefined } },
    ...keys.map(({ id }) => ({ name: 'api_key.revoke' as const, args: { id } })),
  ];
  const entries: EntryDraft[] = [
    { action: 'user.delete', actor, origin, target: username, detail: { ...agreed?.detail } },
    ...keys.map(({ name }) => ({ action: 'api_key.revoke' as const, actor, origin, target: name })),
  ];
  unwrap(await desk.ledger.record(agreed ? [agreed.call, ...calls] : calls, entries));
}

/** Takes an admin away. */
export const adminDeletion: SecondAdminAct<z.infer<typeof deletionAsked>, void> = {
  name: 'admin.delete',
  input: deletionAsked,
  carryOut: recordDeletion,
};

const linkAsked = z.object({ username: z.string(), linkHash: z.string() });

/** A link by which another admin's password is set: whoever holds it may become them. */
export const adminLink: SecondAdminAct<z.infer<typeof linkAsked>, void> = {
  name: 'admin.link',
  input: linkAsked,
  async carryOut(desk, who, { username, linkHash }, agreed) {
    const invited = findUser(desk.reader, username)?.passwordHash === NO_PASSWORD;
    const { call, entry } = linkSteps(desk, who, { username, invited, linkHash, agreed: true });
    const detail = { ...entry.detail, ...agreed.detail };
    unwrap(await desk.ledger.record([agreed.call, call], [{ ...entry, detail }]));
  },
};

const factorAsked = z.object({ username: z.string() });

/** Takes another admin's second factor away: then the password alone opens their account. */
export const adminFactor: SecondAdminAct<z.infer<typeof factorAsked>, void> = {
  name: 'admin.factor',
  input: factorAsked,
  async carryOut(desk, { actor, origin }, { username }, { call, detail }) {
    const args = { username, actor, origin, change: 'reset', agreed: true, ...detail } as const;
    unwrap(await desk.ledger.record([call, { name: 'second_factor.remove', args }], []));
  },
};

export const accountActs: readonly SecondAdminAct[] = [
  adminCreation,
  adminChange,
  adminDeletion,
  adminLink,
  adminFactor,
];
