import { methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import { type MethodSettings, timingsOf } from '@srs-desk/shared/method/settings.ts';
import { nextPollAt } from '@srs-desk/shared/polling/schedule.ts';
import type { PollingSettings } from '@srs-desk/shared/polling/settings.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { SettingSpec } from '../../../platform/settings/settings.ts';
import type { OrderRow } from '../order-row.ts';
import { METHODS_SETTING, POLLING_SETTING } from './settings.ts';

/** Parsed settings by name, as long as their text stays the same. Lives in the writer thread. */
const parsed = new Map<string, { text: string | null; value: unknown }>();

/** A setting as it stands inside the open transaction; what is not valid any more counts as not set. */
export function settingIn<T>(tx: Db, spec: SettingSpec<T>): T {
  const row = tx.sql('SELECT value FROM settings WHERE name = ?').get(spec.name) as
    | { value: string }
    | undefined;
  const text = row?.value ?? null;
  const known = parsed.get(spec.name);
  if (known !== undefined && known.text === text) return known.value as T;
  const value = text === null ? spec.fallback : parse(spec, text);
  parsed.set(spec.name, { text, value });
  return value;
}

function parse<T>(spec: SettingSpec<T>, text: string): T {
  try {
    const result = spec.schema.safeParse(JSON.parse(text));
    return result.success ? result.data : spec.fallback;
  } catch {
    return spec.fallback;
  }
}

export function pollingIn(tx: Db): PollingSettings {
  return settingIn(tx, POLLING_SETTING);
}

export function methodsIn(tx: Db): MethodSettings {
  return settingIn(tx, METHODS_SETTING);
}

/** When the order is due next, after it was looked at `now`; null when it is left alone. */
export function nextDue(
  order: Omit<OrderRow, 'failures'>,
  polling: PollingSettings,
  methods: MethodSettings,
  now: number,
): { dueAt: number; what: 'status' | 'verify' } | null {
  if (order.erasedAt !== null) return null;
  const timings = timingsOf(methodKeyOf(order.issuer, order.method), methods);
  // Without a number no verify call can be made: the status is read again, for SRS may yet tell it.
  const unverifiable = order.status === 'terminated' && order.msisdn === null;
  const facts = {
    ...order,
    timings,
    // Evidence of an earlier identification does not end the wait for this order's own.
    verifyStatus: unverifiable ? ('no_evidence' as const) : order.verifyStatus,
  };
  const next = nextPollAt(facts, polling, now);
  return next !== null && unverifiable ? { ...next, what: 'status' } : next;
}
