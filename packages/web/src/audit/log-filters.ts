import { type AuditAction, allActions } from '@srs-desk/shared/audit/actions.ts';
import { CALL_OPERATIONS, CALL_OUTCOMES } from '@srs-desk/shared/call/fields.ts';
import { looksLikePersonalData } from '@srs-desk/shared/text/search-term.ts';

/** The filter as it stands in the address and as the server takes it. */
export type LogFilter = Readonly<Record<string, unknown>>;

/** All actions whose names begin so. */
const actionsOf = (...begins: string[]): AuditAction[] =>
  allActions().filter((action) => begins.some((begin) => action.startsWith(begin)));

/** Questions that are asked again and again, each a set of actions. */
export const PRESETS = {
  denials: ['session.denied', 'access.denied', 'access.denied_summary'],
  reveals: [...actionsOf('personal_data.'), 'search.person'],
  exports: [...allActions().filter((action) => action.endsWith('.export')), 'audit.pack'],
  erasures: [
    'order.erase',
    'order.legal_hold',
    'order.legal_hold_released',
    ...actionsOf('retention.', 'audit.prune'),
  ],
  accounts: [...actionsOf('user.', 'api_key.', 'settings.'), 'session.revoke'],
  cancellations: [
    'order.cancel_requested',
    'order.cancel',
    'cancellation.plan',
    'cancellation.execute',
    'cancellation.stop',
    'cancellation.complete',
  ],
  prices: actionsOf('billing.price.', 'billing.rule.'),
  closes: actionsOf('period.'),
  approvals: [
    ...actionsOf('approval.', 'settings.'),
    'cancellation.approve',
    'cancellation.reject',
    'retention.approve',
    'audit.prune_approve',
  ],
  logins: actionsOf('session.'),
} as const satisfies Record<string, readonly AuditAction[]>;

type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as Preset[];

/** The values of a field that may be filtered by one or by several. */
export function valuesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return value === undefined || value === null || value === '' ? [] : [String(value)];
}

/** The preset whose actions are exactly those filtered by; null when it is none. */
export function presetOf(filter: LogFilter): Preset | null {
  const wanted = valuesOf(filter.action).sort().join();
  return PRESET_NAMES.find((name) => [...PRESETS[name]].sort().join() === wanted) ?? null;
}

/** The filter with one field set, or without it when the value is empty. */
export function withField(filter: LogFilter, field: string, value: unknown): LogFilter {
  const { [field]: _, ...rest } = filter;
  const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return empty ? rest : { ...rest, [field]: value };
}

/** The address of the log under a filter. */
export function logLink(filter: LogFilter): string {
  return `/audit?${new URLSearchParams({ filter: JSON.stringify(filter) })}`;
}

/** The address from which the server streams exactly what a filter leaves, oldest first. */
export function logExportUrl(filter: LogFilter, format: 'csv' | 'jsonl'): string {
  return `/api/audit/export?${new URLSearchParams({ filter: JSON.stringify(filter), format })}`;
}

/** What a `datetime-local` field shows for an ISO time, in the reader's zone; empty for none. */
export function localOf(iso: unknown): string {
  const ms = typeof iso === 'string' ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(ms)) return '';
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The ISO time of what was typed into a `datetime-local` field; the last millisecond of that minute as an end. */
export function isoOf(local: string, end: boolean): string | undefined {
  const ms = local === '' ? Number.NaN : new Date(local).getTime();
  return Number.isNaN(ms) ? undefined : new Date(end ? ms + 59_999 : ms).toISOString();
}

/** An actor without the word that says that it is a person: `user:ada` → `ada`. */
export function actorText(actor: string): string {
  return actor.startsWith('user:') ? actor.slice(5) : actor;
}

/**
 * Whether words must not be looked for: they read like a person's data, which would stand in the address and is sealed
 * in the log anyway. Common words (`wrong password`) are no name; capitalised ones (`Anna Muster`) are taken for one.
 */
export function readsLikePerson(words: string): boolean {
  if (!looksLikePersonalData(words)) return false;
  return (
    /[\d@]/.test(words) ||
    words
      .trim()
      .split(/\s+/)
      .every((word) => /^\p{Lu}/u.test(word))
  );
}

/** The log's own words: of its actions, operations and outcomes. */
const OWN_WORDS: ReadonlySet<string> = new Set(
  [...allActions(), ...CALL_OPERATIONS, ...CALL_OUTCOMES].flatMap((name) => [name, ...name.split(/[._]/)]),
);
/** Ref ID or its beginning, evidence ID, a short number. */
const ID_WORD = /^(?:(?=.*\d)[0-9a-f]{3,8}(?:-[0-9a-f]{0,12}){0,4}|[0-9a-f]{32}|ras[0-9a-f]{2,24}|\d{1,6})$/;

/**
 * Whether words may stand in the address: each is an id or a word of the log itself. Whatever else was typed may be a
 * name (`anna muster`) and stays out of it.
 */
export function mayStandInAddress(words: string): boolean {
  const all = words.trim().toLowerCase().split(/\s+/);
  const digitsOnly = /^[\d\s-]{7,}$/.test(words);
  return !digitsOnly && all.every((word) => OWN_WORDS.has(word) || ID_WORD.test(word));
}
