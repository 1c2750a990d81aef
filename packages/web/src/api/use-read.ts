import { type UseQueryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import type { ForgottenWith } from '../live/forget-touched.ts';
import type { Verbs } from '../verbs.ts';
import type { VerbInput, VerbResult } from './use-verb.ts';

type ReadOptions<T> = ForgottenWith & Pick<UseQueryOptions<T>, 'refetchInterval' | 'placeholderData'>;

/**
 * Reads what is no record: a method of the data provider, cached as `[resource, name, input]` and so forgotten with
 * its resource; an `id` in the input narrows that to one row. Null as input reads nothing.
 */
export function useRead<Name extends keyof Verbs>(
  resource: string,
  name: Name,
  input: VerbInput<Name> | null,
  { touchedBy = [], ...options }: ReadOptions<VerbResult<Name>> = {},
): UseQueryResult<VerbResult<Name>> {
  const provider = useDataProvider();
  return useQuery<VerbResult<Name>>({
    queryKey: [resource, name, input],
    queryFn: ({ signal }) => provider[name](input, signal),
    enabled: input !== null,
    meta: { touchedBy },
    ...options,
  });
}
