import { catchUpMs, healthOf } from '@srs-desk/shared/health/health.ts';
import type { HealthView } from '@srs-desk/shared/health/wire.ts';
import { BEHIND_AFTER_MINUTES, GATEWAY_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../platform/desk.ts';
import { tellTrouble } from '../../platform/srs/tell-trouble.ts';

/** How the desk is now, by the one rule of `shared/health`: for the stats, the metrics and the doctor. */
export function deskHealth(desk: Desk): HealthView {
  const sync = desk.sync.health();
  const troubles = desk.srs.troubles();
  const diskLow = desk.freeSpace.mib() < desk.settings.get(GATEWAY_SETTING).warnBelowMib;
  const facts = { ...sync, ledger: desk.ledger.state, troubles, diskLow };
  return {
    ...healthOf(facts, desk.settings.get(BEHIND_AFTER_MINUTES) * 60_000),
    dueOrders: sync.due,
    lagMs: Math.round(sync.lagMs),
    catchUpMs: catchUpMs(sync.due, desk.srs.health().grantedRate),
    troubles: troubles.map(tellTrouble),
  };
}
