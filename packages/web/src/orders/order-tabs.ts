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

/** Who waits longest comes first; where nobody waits, what changed last. */
const LONGEST_WAITING = { field: 'statusChangedAt', order: 'ASC' } as const;
const CHANGED_LAST = { field: 'updatedAt', order: 'DESC' } as const;
const WAITING: ReadonlySet<OrderTab> = new Set(['attention', 'put_off', 'with_user', 'preparing', 'terms']);

/** How the orders of a tab are sorted as long as nobody asks for another order. */
export function sortOf(tab: OrderTab | null): { field: string; order: 'ASC' | 'DESC' } {
  return tab !== null && WAITING.has(tab) ? LONGEST_WAITING : CHANGED_LAST;
}

/** Fields that belong to the tabs. The filter strip has one of them, the status. */
const TAB_FIELDS = ['attention', 'nextActor', 'status', 'verifyStatus', 'evidenceEnds', 'putOff'];

/** The filters that are not the tab's. */
export function withoutTab(filter: OrderFilter): OrderFilter {
  const tab = tabOf(filter);
  const own = tab !== null && TAB_FILTERS[tab].status === undefined ? withoutStatus : TAB_FIELDS;
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !own.includes(field)));
}

const withoutStatus = TAB_FIELDS.filter((field) => field !== 'status');

/** The same filters under another tab. */
export function withTab(filter: OrderFilter, tab: OrderTab): OrderFilter {
  return { ...withoutTab(filter), ...TAB_FILTERS[tab] };
}

/** Which tab a filter stands for, perhaps narrowed to one status; null when its fields fit none (a saved view may be anything). */
export function tabOf(filter: OrderFilter): OrderTab | null {
  const like = (wanted: OrderFilter) => {
    const part = (source: OrderFilter) => JSON.stringify(TAB_FIELDS.map((field) => source[field] ?? null));
    return ORDER_TABS.find((tab) => part(TAB_FILTERS[tab]) === part(wanted));
  };
  const narrowed = typeof filter.status === 'string';
  return like(filter) ?? (narrowed ? like({ ...filter, status: undefined }) : undefined) ?? null;
}
