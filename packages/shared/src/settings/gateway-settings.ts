import * as z from 'zod';
import { described } from './setting.ts';

/** What protects the disk, and so the log, from what comes through the gateway. */
export const gatewaySettings = z.strictObject({
  /** Calls per second that one key may make. */
  callsPerSecond: described(z.int().min(1).max(10_000), {
    unit: 'times',
    effect: 'at_once',
    looser: 'higher',
  }),
  /** Free space on the disk of the database below which the pages warn, MiB. */
  warnBelowMib: described(z.int().min(0).max(1_000_000), { effect: 'at_once', looser: 'lower' }),
  /** Free space below which the gateway takes no new calls, MiB. */
  refuseBelowMib: described(z.int().min(0).max(1_000_000), { effect: 'at_once', looser: 'lower' }),
});
export type GatewaySettings = z.infer<typeof gatewaySettings>;

/** What holds until somebody sets it. */
export const DEFAULT_GATEWAY: GatewaySettings = {
  callsPerSecond: 200,
  warnBelowMib: 500,
  refuseBelowMib: 50,
};
