import { ATTENTION_CODES } from '@srs-desk/shared/order/attention.ts';
import { FINISHED_WORK_STATUSES, VERIFIED_STATUSES, VERIFY_STATUSES } from '@srs-desk/shared/order/status.ts';

/** The list's filter as it stands in the address: what the server takes, nothing else. */
export type OrderFilter = Readonly<Record<string, unknown>>;

export const ORDER_TABS = [
  'attention',
  'put_off',
  'with_user',
  'preparing',
  'terms',
  'done',
  'ends_30',
  'ends_90',
  'error',
  'cancelled',
  'all',
] as const;

export type OrderTab = (typeof ORDER_TABS)[number];

/** Whoever's evidence ran out may identify again; nobody waits for it. */
const UNVERIFIED = VERIFY_STATUSES.filter((status) => !VERIFIED_STATUSES.includes(status));

/** What each tab adds to the other filters. */
export const TAB_FILTERS: Readonly<Record<OrderTab, OrderFilter>> = {
  attention: { attention: [...ATTENTION_CODES], putOff: 'no' },
  put_off: { attention: [...ATTENTION_CODES], putOff: 'yes' },
  with_user: { nextActor: 'user', verifyStatus: UNVERIFIED },
  preparing: { status: FINISHED_WORK_STATUSES },
  terms: { verifyStatus: 'terms_not_accepted' },
  done: { status: 'terminated', verifyStatus: VERIFIED_STATUSES },
  ends_30: { evidenceEnds: 'within_30_days' },
  ends_90: { evidenceEnds: 'within_90_days' },
  error: { status: 'error' },
  cancelled: { status: 'cancelled' },
  all: {},
};

/** Fields that belong to the tabs; the filter strip uses others. */
const TAB_FIELDS = ['attention', 'nextActor', 'status', 'verifyStatus', 'evidenceEnds', 'putOff'];

/** The filters that are not the tab's. */
export function withoutTab(filter: OrderFilter): OrderFilter {
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !TAB_FIELDS.includes(field)));
}

/** The same filters under another tab. */
export function withTab(filter: OrderFilter, tab: OrderTab): OrderFilter {
  return { ...withoutTab(filter), ...TAB_FILTERS[tab] };
}

/** Which tab a filter stands for; null when its fields fit none (a saved view may be anything). */
export function tabOf(filter: OrderFilter): OrderTab | null {
  const part = (source: OrderFilter) => JSON.stringify(TAB_FIELDS.map((field) => source[field] ?? null));
  const wanted = part(filter);
  return ORDER_TABS.find((tab) => part(TAB_FILTERS[tab]) === wanted) ?? null;
}
