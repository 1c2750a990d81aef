import { ENVIRONMENT_CONTROLS, type EnvironmentControls } from '@srs-desk/shared/settings/catalogue.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Desk } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';

/** What the environment says of the controls that stand in it. */
export function controlsOf({ retentionMonths, gateway }: Config): EnvironmentControls {
  return {
    retentionMonths,
    gatewayOpen: gateway.open,
    gatewayPassesUnlogged: gateway.onAuditFailure === 'pass',
  };
}

/** At a start: what differs from the start before is written into the log, and what was loosened into the server's own, too. */
export async function adoptControls(desk: Desk): Promise<void> {
  const controls = controlsOf(desk.config);
  const json = JSON.stringify(controls);
  if (json === JSON.stringify(desk.settings.get(ENVIRONMENT_CONTROLS))) return;
  const { results } = unwrap(await desk.ledger.record([{ name: 'setting.adopt', args: { json } }], []));
  desk.settings.reload();
  const { loosened } = results[0];
  if (loosened.length > 0)
    desk.log.warn({ loosened, controls }, 'the environment loosens controls; every admin is told');
}
