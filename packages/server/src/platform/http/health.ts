import type { Desk } from '../desk.ts';

/** Whether the desk can be worked with, and if not, why. */
interface Readiness {
  ready: boolean;
  reasons: string[];
}

/** The ledger writes; in the demo also: every order of the start has been read once. */
export function readinessOf(desk: Desk): Readiness {
  const reasons: string[] = [];
  if (desk.ledger.state !== 'ok') reasons.push(`ledger_${desk.ledger.state}`);
  if (desk.config.mode === 'demo' && desk.sync.health().firstFullSyncAt === null) reasons.push('first_sync');
  return { ready: reasons.length === 0, reasons };
}
