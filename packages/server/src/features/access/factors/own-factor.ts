import { isActiveAdmin } from '@srs-desk/shared/access/approvals.ts';
import type { FactorOffer, FactorView, RecoveryCodes } from '@srs-desk/shared/api/session.ts';
import { FACTOR_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import * as z from 'zod';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, InvalidInput, NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { type Outcome, onceMoreWhereNeeded, withSecondAdmin } from '../approvals/approvals.ts';
import type { LoginTools } from '../sessions/login-tools.ts';
import { hashPassword } from '../sessions/password.ts';
import { adminFactor } from '../users/account-acts.ts';
import { personOf } from '../users/person-of.ts';
import { findUser } from '../users/queries.ts';
import { findFactor, recoveryCodesLeft } from './queries.ts';
import { newRecoveryCodes, readRecoveryCode } from './recovery-code.ts';
import { enrolmentUri, newSecret, stepOf } from './totp.ts';

type Tools = Pick<LoginTools, 'tickets'>;

/** How long the set-up of an app may take, ms. */
const SET_UP_MS = 10 * 60_000;

/** An app that is being set up: the secret shown, until a code shows that the app has it. */
const offered = z.strictObject({ username: z.string(), secret: z.string() });

/** One's own second factor; keys and the command line have none. */
export function readFactor(desk: Desk, who: Principal): FactorView {
  const user = who.kind === 'user' ? findUser(desk.reader, who.name) : undefined;
  const factor = user && findFactor(desk.reader, user.id);
  return {
    enrolledAt: iso(factor?.enrolledAt ?? null),
    recoveryCodesLeft: user ? recoveryCodesLeft(desk.reader, user.id) : 0,
    required: user !== undefined && desk.settings.get(FACTOR_SETTING)[user.role],
  };
}

/** A new secret for an authenticator app, shown this once; nothing changes before {@link confirmFactor}. @throws Forbidden */
export function offerFactor(desk: Desk, { tickets }: Tools, who: Principal): FactorOffer {
  const { username } = personOf(desk, who);
  const secret = newSecret();
  const expiresAt = desk.clock.now() + SET_UP_MS;
  const enrolment = tickets.make('enrolment', { username, secret }, expiresAt);
  return { enrolment, secret, uri: enrolmentUri(secret, username), expiresAt: iso(expiresAt) };
}

async function madeCodes(): Promise<RecoveryCodes & { codeHashes: string[] }> {
  const codes = newRecoveryCodes();
  const codeHashes = await Promise.all(codes.map((code) => hashPassword(readRecoveryCode(code) ?? code)));
  return { recoveryCodes: codes, codeHashes };
}

/**
 * Sets up the app that shows this code, in place of the one before; gives the recovery codes.
 * @throws Forbidden, InvalidInput on `code`, NotFound `enrolment_not_found` when it is over
 */
export async function confirmFactor(
  desk: Desk,
  { tickets }: Tools,
  who: Principal,
  { enrolment, code }: { enrolment: string; code: string },
): Promise<RecoveryCodes> {
  const { username } = personOf(desk, who);
  const now = desk.clock.now();
  const held = tickets.read('enrolment', offered, enrolment, now);
  if (held?.username !== username)
    throw new NotFound('enrolment_not_found', 'It took too long: begin again with a new secret.');
  const step = stepOf(held.secret, code.replace(/\s/g, ''), now);
  if (step === null) throw new InvalidInput({ code: 'is not the code that the app shows now' });
  const { recoveryCodes, codeHashes } = await madeCodes();
  const args = { ...changedBy(who, username), secret: held.secret, step, codeHashes };
  unwrap(await desk.ledger.record([{ name: 'second_factor.enrol', args }], []));
  return { recoveryCodes };
}

/** New recovery codes; those before stop working. @throws Forbidden, NotFound `factor_not_found` */
export async function renewRecoveryCodes(desk: Desk, who: Principal): Promise<RecoveryCodes> {
  const { username } = personOf(desk, who);
  const { recoveryCodes, codeHashes } = await madeCodes();
  const args = { ...changedBy(who, username), codeHashes };
  unwrap(await desk.ledger.record([{ name: 'recovery_codes.renew', args }], []));
  return { recoveryCodes };
}

/** Takes one's own factor away. @throws Forbidden, NotFound `factor_not_found`, Conflict `factor_required` where the role needs one */
export async function removeFactor(desk: Desk, who: Principal): Promise<FactorView> {
  const { username, role } = personOf(desk, who);
  if (desk.settings.get(FACTOR_SETTING)[role])
    throw new Conflict(
      'factor_required',
      'Your role needs a second factor: set up another app in its place instead.',
    );
  await recordRemoval(desk, who, username, 'removed');
  return readFactor(desk, who);
}

/**
 * Takes a user's factor away, whose app and codes are lost. Another admin's waits for a second admin where there are two; one's
 * own goes by the rules of {@link removeFactor}. @throws NotFound `user_not_found`, `factor_not_found`, Conflict `factor_required`
 */
export function resetFactor(desk: Desk, who: Principal, username: string): Promise<Outcome<void>> {
  return onceMoreWhereNeeded(() => resetAsRead(desk, who, username));
}

async function resetAsRead(desk: Desk, who: Principal, username: string): Promise<Outcome<void>> {
  const user = findUser(desk.reader, username);
  if (!user) throw new NotFound('user_not_found', 'There is no such user.');
  if (findFactor(desk.reader, user.id) === undefined)
    throw new NotFound('factor_not_found', 'There is no second factor.');
  const done = { done: undefined, waits: null };
  if (who.actor === `user:${user.username}`) {
    await removeFactor(desk, who);
    return done;
  }
  const { username: target } = user;
  if (isActiveAdmin({ role: user.role, disabled: user.disabledAt !== null }))
    return await withSecondAdmin(desk, who, adminFactor, { target, input: { username: target } });
  await recordRemoval(desk, who, target, 'reset');
  return done;
}

async function recordRemoval(
  desk: Desk,
  who: Principal,
  username: string,
  change: 'removed' | 'reset',
): Promise<void> {
  const args = { ...changedBy(who, username), change };
  unwrap(await desk.ledger.record([{ name: 'second_factor.remove', args }], []));
}

function changedBy({ actor, origin }: Principal, username: string) {
  return { username, actor, origin };
}
