import { useGetOne } from 'react-admin';
import { useLive } from '../live/useLive.ts';

/** The pseudo resource under which any GET of the API is read and cached: its id is the path below `/api`. */
export const API_RESOURCE = 'api';

export interface ApiState<T> {
  data: T | undefined;
  error: Error | null;
  /** Nothing to show yet. */
  isPending: boolean;
  /** A request is under way, perhaps with older data still on screen. */
  isFetching: boolean;
  /** When `data` was read, ms since epoch; 0 before. */
  readAt: number;
  refetch(): void;
}

interface ApiOptions {
  /** Live resources whose news make the page read this again. */
  refreshOn?: readonly string[];
  /** Narrows {@link refreshOn} to news about this row. */
  refreshId?: string | undefined;
  refetchInterval?: number | undefined;
  /** Keeps the previous path's data on screen while the next one loads. */
  keepPrevious?: boolean;
}

/**
 * Reads any GET of the API, cached by its path and refreshed by live news. `null` as path reads nothing.
 */
export function useApi<T>(path: string | null, options: ApiOptions = {}): ApiState<T> {
  const query = useGetOne<{ id: string; value: T }, Error>(
    API_RESOURCE,
    { id: path ?? '' },
    {
      enabled: path !== null,
      ...(options.refetchInterval === undefined ? {} : { refetchInterval: options.refetchInterval }),
      ...(options.keepPrevious ? { placeholderData: (previous) => previous } : {}),
    },
  );
  const refetch = () => void query.refetch();
  useLive(path === null ? [] : (options.refreshOn ?? []), refetch, options.refreshId);
  return {
    data: query.data?.value,
    error: query.error,
    isPending: path !== null && query.isPending,
    isFetching: query.isFetching,
    readAt: query.dataUpdatedAt,
    refetch,
  };
}
