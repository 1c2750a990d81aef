import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** Retry only what may pass by itself: no answer, or a server that is busy. At most twice. */
export function retryQuietly(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  const passing = error.httpStatus === null || error.httpStatus >= 502;
  return passing && failures < 2;
}

/** Where react-admin keeps what `canAccess` answered. */
export const ACCESS_KEY = ['auth', 'canAccess'];

/** The one cache of what was read. The live line says when something is old, so looking at the tab again does not. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: retryQuietly, refetchOnWindowFocus: false } },
});

/** What one may do holds until the next login (see `authProvider`): a button that comes and goes need not ask again. */
queryClient.setQueryDefaults(ACCESS_KEY, {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});
