import type { ApprovalAct } from '@srs-desk/shared/access/approvals.ts';
import type { ApprovalAbout, ApprovalRow } from '@srs-desk/shared/api/approvals.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, Forbidden, NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { hasSecondAdmin, isAsker, judgeSecondPerson, waysOf } from '../second-admin.ts';
import { findApproval, isLate, readApprovals, readWaiting, type StoredApproval } from './queries.ts';
import type { SecondAdminAct } from './second-admin-acts.ts';

function toRow(desk: Desk, who: Principal, approval: StoredApproval): ApprovalRow {
  const { input: _, askedAt, expiresAt, decidedAt, ...row } = approval;
  return {
    ...row,
    askedAt: iso(askedAt),
    expiresAt: iso(expiresAt),
    decidedAt: iso(decidedAt),
    isOwn: isAsker(desk.reader, who.actor, [approval.askedBy]),
  };
}

/** What waits for a second admin, and what became of the last of it, newest first. */
export function listApprovals(desk: Desk, who: Principal): ApprovalRow[] {
  return readApprovals(desk.reader).map((approval) => toRow(desk, who, approval));
}

/** One of them. @throws NotFound */
export function readApproval(desk: Desk, who: Principal, id: number): ApprovalRow {
  const found = findApproval(desk.reader, id);
  if (!found) throw new NotFound('approval_not_found', 'There is no such request for approval.');
  return toRow(desk, who, found);
}

/** What waits of one act, by its target. */
export function waitingByTarget(desk: Desk, act: ApprovalAct): Map<string, StoredApproval> {
  return new Map(
    readWaiting(desk.reader)
      .filter((each) => each.act === act && !isLate(each, desk.clock.now()))
      .map((each) => [each.target, each]),
  );
}

interface Ask<I> {
  target: string;
  input: I;
  about?: ApprovalAbout;
  reason?: string | null;
}

/** What came of it: done, or another admin must agree first. */
export type Outcome<R> = { done: R; waits: null } | { done: null; waits: ApprovalRow };

/** As an answer: what was done, or 202 with what waits. */
export function outcomeAnswer({ done, waits }: Outcome<unknown>): { status: number; body: unknown } {
  return waits === null ? { status: 200, body: done } : { status: 202, body: waits };
}

const isSecondAdminNeeded = (error: unknown): boolean =>
  error instanceof Conflict && error.code === 'second_admin_needed';

/**
 * Does what by what is read may need nobody else. Where the transaction finds that it does, since the account changed meanwhile,
 * it is read and done once more.
 */
export async function onceMoreWhereNeeded<R>(act: () => Promise<R>): Promise<R> {
  try {
    return await act();
  } catch (error) {
    if (!isSecondAdminNeeded(error)) throw error;
    return act();
  }
}

/**
 * Carries an act out where there is no second admin to agree, which the log then says, and for who runs the command line:
 * they have the data folder. Else asks.
 * @throws whatever the act throws
 */
export async function withSecondAdmin<I, R>(
  desk: Desk,
  who: Principal,
  act: SecondAdminAct<I, R>,
  ask: Ask<I>,
): Promise<Outcome<R>> {
  const { actor, origin } = who;
  const { target, input } = ask;
  const ways = waysOf(desk.config.login);
  if (who.kind === 'cli' || !hasSecondAdmin(desk.reader, actor, ways, desk.clock.now())) {
    const args = { id: null, act: act.name, target, actor, origin, ways };
    try {
      const agreed = { call: { name: 'approval.settle', args }, detail: {} } as const;
      return { done: await act.carryOut(desk, who, input, agreed), waits: null };
    } catch (error) {
      // Another became an admin meanwhile.
      if (!isSecondAdminNeeded(error)) throw error;
    }
  }
  const { about = {}, reason = null } = ask;
  const args = { act: act.name, target, input: JSON.stringify(input), about, reason, actor, origin };
  const { results } = unwrap(await desk.ledger.record([{ name: 'approval.ask', args }], []));
  return { done: null, waits: readApproval(desk, who, results[0].id) };
}

/**
 * A second admin agrees: the act is carried out as they do. @throws NotFound `approval_not_found`, Forbidden `same_person`,
 * `approver_is_no_person`, and whatever the act throws: then it goes on waiting
 */
export async function approve(desk: Desk, who: Principal, id: number): Promise<ApprovalRow> {
  const { act: name, target, input, askedBy } = waitingOf(desk, who, id);
  const act = desk.secondAdminActs.find((each) => each.name === name);
  if (!act || input === null)
    throw new NotFound('approval_not_found', 'This version does not know what was asked for.');
  const { actor, origin } = who;
  const args = { id, act: name, target, actor, origin, ways: waysOf(desk.config.login) };
  const agreed = { call: { name: 'approval.settle', args }, detail: { askedBy } } as const;
  await act.carryOut(desk, who, act.input.parse(JSON.parse(input)), agreed);
  return readApproval(desk, who, id);
}

/** What waits and this one may agree to. The transaction of the act judges it again. */
function waitingOf(desk: Desk, { actor }: Principal, id: number): StoredApproval {
  const found = readWaiting(desk.reader).find((each) => each.id === id && !isLate(each, desk.clock.now()));
  if (!found)
    throw new NotFound('approval_not_found', 'This does not wait any more: it was settled, or has lapsed.');
  switch (judgeSecondPerson(desk.reader, actor, [found.askedBy])) {
    case 'same_person':
      throw new Forbidden('same_person', 'Who asked for it cannot agree to it: another admin must.');
    case 'approver_is_no_person':
      throw new Forbidden('approver_is_no_person', 'Only a person can agree to it, not a key.');
    case 'ok':
      return found;
  }
}

/** Says no; who asked takes it back by it. @throws NotFound `approval_not_found` */
export async function reject(desk: Desk, who: Principal, id: number, reason: string): Promise<ApprovalRow> {
  const args = { id, reason, actor: who.actor, origin: who.origin };
  unwrap(await desk.ledger.record([{ name: 'approval.reject', args }], []));
  return readApproval(desk, who, id);
}

const LOOK_EVERY_MS = 10 * 60_000;

/** Ends what nobody agreed to in time. */
export async function lapseApprovals(desk: Desk): Promise<void> {
  const now = desk.clock.now();
  if (readWaiting(desk.reader).some((each) => isLate(each, now)))
    await desk.ledger.record([{ name: 'approval.lapse', args: null }], []);
}

/** Looks now and then for what nobody agreed to in time. Gives the function that ends it. */
export function startLapsing(desk: Desk): () => void {
  const look = (): void => {
    lapseApprovals(desk).catch((error: unknown) =>
      desk.log.error({ err: error }, 'requests for approval could not be ended'),
    );
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
