import type { IncomingMessage } from 'node:http';
import { GATEWAY_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../platform/desk.ts';
import { holds } from '../../platform/holds.ts';
import { KeyFinder } from '../access/index.ts';
import { KEY_HEADER } from './refusals.ts';

/** Who may use the gateway, and how often: each application has a key of its own, or all share the one of the desk. */
export class GatewayCallers {
  readonly #desk: Desk;
  readonly #keys: KeyFinder;
  readonly #calls = new Map<string, { second: number; count: number }>();

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#keys = new KeyFinder(desk);
  }

  /** As whom the log names the caller: `gateway`, or an API key's own identity; null for who may not use it. */
  find(req: IncomingMessage, inAddress: string | null): string | null {
    const { key, open } = this.#desk.config.gateway;
    const given = req.headers[KEY_HEADER] ?? inAddress;
    if (typeof given !== 'string') return key === null && open ? 'gateway' : null;
    if (key?.matches(given)) return 'gateway';
    const found = this.#keys.find(given);
    if (found !== null) return holds(found.who, 'gateway.use') ? found.who.actor : null;
    return key === null && open ? 'gateway' : null;
  }

  /** Counts a call; false beyond what a key may do within a second. */
  admit(caller: string): boolean {
    const second = Math.floor(this.#desk.clock.now() / 1000);
    const { count } = this.#calls.get(caller) ?? { count: 0 };
    const before = this.#calls.get(caller)?.second === second ? count : 0;
    this.#calls.set(caller, { second, count: before + 1 });
    return before < this.#desk.settings.get(GATEWAY_SETTING).callsPerSecond;
  }
}
