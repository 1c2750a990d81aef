/** Rows before a page from which on to jump to it costs the server more than a page does. */
const DEEP = 10_000;

interface AskedPage {
  page: number;
  perPage: number;
  filterValues: Readonly<Record<string, unknown>>;
  sort: { field: string };
}

/** Whether a page lies so far down that to jump to it takes long, and shifts: in all orders but those by creation, which stay in place. */
export function isDeepPage({ page, perPage, filterValues, sort }: AskedPage): boolean {
  const staysInPlace = sort.field === 'createdAt' && Object.keys(filterValues).length === 0;
  return !staysInPlace && (page - 1) * perPage >= DEEP;
}
