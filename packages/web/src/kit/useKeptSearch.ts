import { useEffect } from 'react';
import { useStore } from 'react-admin';
import { useSearchParams } from 'react-router';

/**
 * The query of a page's address; who comes back without one finds it as it was left. `since` forgets it when it is another
 * than when it was kept, such as the current month.
 */
export function useKeptSearch(page: string, since: string) {
  const [search, setSearch] = useSearchParams();
  const [kept, keep] = useStore(`${page}.search`, { since: '', search: '' });
  const asked = search.toString();
  useEffect(() => {
    if (asked !== '' && (asked !== kept.search || since !== kept.since)) keep({ since, search: asked });
  }, [asked, since, kept, keep]);
  const query = asked === '' && kept.since === since ? new URLSearchParams(kept.search) : search;
  return [query, setSearch] as const;
}
