import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Touched } from './live-stream.ts';

/** What a query may say in its `meta` besides its key. */
export interface ForgottenWith {
  /** Further resources whose changes make it old. */
  touchedBy?: readonly string[];
}

/** Makes old what the cache holds of rows that changed; what is on screen of it is read again at once. */
export function forgetTouched(client: QueryClient, news: readonly Touched[]): void {
  void client.invalidateQueries({
    predicate: ({ queryKey, meta }) => news.some((touched) => concerns(queryKey, meta ?? {}, touched)),
  });
}

/**
 * Whether a cached answer shows the rows that changed. Its key is `[resource, what, params]`; an `id` in the params or
 * after a slash in the resource narrows it to that row: `['orders', 'getOne', {id}]`, `['cancellations/12/items', …]`.
 */
function concerns(key: QueryKey, { touchedBy }: ForgottenWith, { resource, ids }: Touched): boolean {
  const [name, id = idOf(key[2])] = String(key[0]).split('/');
  if (name !== resource) return touchedBy?.includes(resource) ?? false;
  return id === undefined || ids === null || ids.some((one) => String(one) === id);
}

function idOf(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('id' in params)) return undefined;
  return String(params.id);
}
