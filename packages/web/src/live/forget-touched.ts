import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Touched } from './live-stream.ts';

/** What a query may say in its `meta`, or in the `meta` of its params, where react-admin puts it. */
export interface ForgottenWith {
  /** Further resources whose changes make it old. */
  touchedBy?: readonly string[];
}

/** The third part of a query's key. */
interface Params {
  id?: unknown;
  meta?: ForgottenWith;
}

/** Makes old what the cache holds of rows that changed; what is on screen of it is read again at once. */
export function forgetTouched(client: QueryClient, news: readonly Touched[]): void {
  void client.invalidateQueries({
    predicate: ({ queryKey, meta }) => news.some((touched) => concerns(queryKey, meta, touched)),
  });
}

/**
 * Whether a cached answer shows the rows that changed. Its key is `[resource, what, params]`; an `id` in the params or
 * after a slash in the resource narrows it to that row: `['orders', 'getOne', {id}]`, `['cancellations/12/items', …]`.
 */
function concerns(key: QueryKey, meta: ForgottenWith | undefined, { resource, ids }: Touched): boolean {
  const params: Params = typeof key[2] === 'object' && key[2] !== null ? key[2] : {};
  const [name, id = params.id] = String(key[0]).split('/');
  if (name === resource)
    return id === undefined || ids === null || ids.some((one) => String(one) === String(id));
  return (meta ?? params.meta)?.touchedBy?.includes(resource) ?? false;
}
