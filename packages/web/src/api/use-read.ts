import {
  keepPreviousData,
  type UseQueryOptions,
  type UseQueryResult,
  useQueries,
  useQuery,
} from '@tanstack/react-query';
import { type DataProvider, useDataProvider } from 'react-admin';
import type { ForgottenWith } from '../live/forget-touched.ts';
import type { Verbs } from '../verbs.ts';
import type { VerbInput, VerbResult } from './use-verb.ts';

interface ReadOptions<Data> extends ForgottenWith {
  /** How often it is read again, ms; may follow from what was read. */
  refetchInterval?: number | false | ((query: { state: { data: Data | undefined } }) => number | false);
  /** What is on screen stays while the answer to another input is read. */
  keepPrevious?: boolean;
}

function queryOf<Name extends keyof Verbs>(
  provider: DataProvider,
  [resource, name, input]: readonly [resource: string, name: Name, input: VerbInput<Name> | null],
  { touchedBy = [], refetchInterval = false, keepPrevious = false }: ReadOptions<VerbResult<Name>>,
): UseQueryOptions<VerbResult<Name>> {
  return {
    queryKey: [resource, name, input],
    queryFn: ({ signal }) => provider[name](input, signal),
    enabled: input !== null,
    meta: { touchedBy },
    refetchInterval,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  };
}

/**
 * Reads what is no record: a method of the data provider, cached as `[resource, name, input]` and so forgotten with
 * its resource; an `id` in the input narrows that to one row. Null as input reads nothing.
 */
export function useRead<Name extends keyof Verbs>(
  resource: string,
  name: Name,
  input: VerbInput<Name> | null,
  options: ReadOptions<VerbResult<Name>> = {},
): UseQueryResult<VerbResult<Name>> {
  return useQuery(queryOf(useDataProvider(), [resource, name, input], options));
}

/** {@link useRead} for several inputs at once; what is not known yet is left out. */
export function useReads<Name extends keyof Verbs>(
  resource: string,
  name: Name,
  inputs: readonly VerbInput<Name>[],
  options: ReadOptions<VerbResult<Name>> = {},
): VerbResult<Name>[] {
  const provider = useDataProvider();
  const queries = inputs.map((input) => queryOf(provider, [resource, name, input], options));
  return useQueries({ queries }).flatMap(({ data }) => (data === undefined ? [] : [data]));
}
