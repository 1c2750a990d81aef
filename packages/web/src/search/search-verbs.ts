import type { SearchAnswer } from '@srs-desk/shared/api/search.ts';
import { ask } from '../api/http.ts';

export const searchVerbs = {
  /** Looks a term up. By POST, so that no personal data stands in an address or a log. */
  searchOrders: (body: { q: string; limit: number }, signal?: AbortSignal) =>
    ask<SearchAnswer>('search', { method: 'POST', body, signal }),
};
