/** Above this many orders a second admin must agree, unless set otherwise. */
export const APPROVAL_ABOVE = 1000;

/** Whether a job of this size needs a second admin; `above` null: none ever does. */
export function needsApproval(willCancel: number, above: number | null): boolean {
  return above !== null && willCancel > above;
}

type CountCheck = 'ok' | 'nothing_to_cancel' | 'count_mismatch';

/** Holds the number that a person typed against the plan. */
export function checkTypedCount(typed: number, willCancel: number): CountCheck {
  if (willCancel === 0) return 'nothing_to_cancel';
  return typed === willCancel ? 'ok' : 'count_mismatch';
}
