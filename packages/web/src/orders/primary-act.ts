import { hasTicket } from '@srs-desk/shared/process/order-ticket.ts';
import type { TriageReading } from '@srs-desk/shared/process/triage.ts';

/** What can be done next about an order. */
export type PrimaryAct = 'message' | 'replace' | 'verify' | 'ticket';

/**
 * The next step of an order, which the first button does: tell the user, place anew, ask the RA service, or give a ticket to
 * the team that moves next; null where there is nothing to do.
 */
export function primaryAct(reading: TriageReading): PrimaryAct | null {
  const { nextActor, firstChecks, tellUser } = reading;
  if (tellUser.includes('already_identified')) return 'message';
  if (nextActor === null) return null;
  if (nextActor === 'us' && firstChecks[0] === 'verify_now') return 'verify';
  // Who must identify anew needs the new order's link: it is placed before anything is said.
  const anew = nextActor === 'us' || (nextActor === 'user' && tellUser.includes('new_identification'));
  if (anew && firstChecks.includes('place_new_order')) return 'replace';
  // What should not be escalated yet is asked of the user first.
  if (nextActor === 'user' || nextActor === 'us' || reading.doNotEscalate !== null) return 'message';
  return hasTicket(reading) ? 'ticket' : null;
}

const OTHER_DATA: ReadonlySet<string> = new Set(['data_typed_wrong', 'browser_only', 'terms_number_wrong']);

/** A new order must hold other data than this one: what was wrong, or missing. */
export function asksForOtherData({ why }: TriageReading): boolean {
  return OTHER_DATA.has(why.code);
}
