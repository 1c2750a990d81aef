import type { Role } from './roles.ts';

/**
 * What one admin alone cannot do where there are two: it waits until another agrees, and is carried out as they do. A name is
 * never changed: the log keeps it.
 */
export const APPROVAL_ACTS = [
  'settings.loosen',
  'person.erase',
  'period.reopen',
  'admin.create',
  'admin.change',
  'admin.delete',
  'admin.link',
  'admin.factor',
] as const;
export type ApprovalAct = (typeof APPROVAL_ACTS)[number];

/** What became of it; all but `waiting` are ends. */
export const APPROVAL_STATES = ['waiting', 'approved', 'rejected', 'withdrawn', 'lapsed'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** Why something lapsed: nobody agreed in time, the same was asked for anew, or what it was meant for has changed. */
export type LapseCause = 'time' | 'asked_anew' | 'changed';

/** How long something waits for a second admin, ms. */
export const APPROVAL_WAITS_MS = 7 * 86_400_000;

interface Account {
  role: Role;
  disabled: boolean;
}

/** An admin who is not shut out, whether they have come yet or are still only invited. */
export const isActiveAdmin = ({ role, disabled }: Account): boolean => role === 'admin' && !disabled;

/** Whether a change of an account makes or unmakes an admin who can log in. Everybody may give up their own rights. */
export function changesAdmins(before: Account, after: Account, isOwn: boolean): boolean {
  if (isActiveAdmin(before) === isActiveAdmin(after)) return false;
  return isActiveAdmin(after) || !isOwn;
}
