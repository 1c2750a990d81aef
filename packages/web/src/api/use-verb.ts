import {
  type Mutation,
  type UseMutationResult,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import { forgetTouched } from '../live/forget-touched.ts';
import type { Verbs } from '../verbs.ts';
import { useTellIfGone } from './use-tell-refused.ts';

type Verb<Name extends keyof Verbs> = Extract<Verbs[Name], (input: never) => Promise<unknown>>;
export type VerbInput<Name extends keyof Verbs> = Parameters<Verb<Name>>[0];
export type VerbResult<Name extends keyof Verbs> = Awaited<ReturnType<Verb<Name>>>;

interface VerbOptions<Name extends keyof Verbs> {
  /** The resources that it changes: what is cached of them is read again. */
  touches?: readonly string[];
  /** Those of one name go out one after the other, in the order in which they were asked for. */
  inTurn?: string;
  onSuccess?(result: VerbResult<Name>, input: VerbInput<Name>): unknown;
  /** Absent, a change that was refused is told to who cannot read that in its place any more. */
  onError?(error: Error, input: VerbInput<Name>): unknown;
}

/**
 * A change that is no create, update or delete: a method of the data provider, as a mutation. Disable its button
 * while `isPending`, so that a double click does nothing twice.
 */
export function useVerb<Name extends keyof Verbs>(
  name: Name,
  { touches = [], inTurn, onSuccess, onError }: VerbOptions<Name> = {},
): UseMutationResult<VerbResult<Name>, Error, VerbInput<Name>> {
  const provider = useDataProvider();
  const client = useQueryClient();
  const tellIfGone = useTellIfGone();
  return useMutation({
    mutationFn: (input) => provider[name](input),
    ...(inTurn === undefined ? {} : { scope: { id: inTurn }, mutationKey: [inTurn] }),
    onSuccess: (result, input) => onSuccess?.(result, input),
    onError(error, input) {
      if (onError) onError(error, input);
      else if (touches.length > 0) tellIfGone(error, touches.includes('orders') ? input : undefined);
    },
    // After a refusal too: it says that what is on screen no longer holds.
    onSettled: () =>
      forgetTouched(
        client,
        touches.map((resource) => ({ resource, ids: null })),
      ),
  });
}

/** What is asked for by the verbs `inTurn` of this name and not answered yet, in their order, whoever asked. */
export function useAskedInTurn<Name extends keyof Verbs>(inTurn: string): VerbInput<Name>[] {
  return useMutationState<VerbInput<Name>, Mutation<unknown, Error, VerbInput<Name>>>({
    filters: { mutationKey: [inTurn], exact: true, status: 'pending' },
    select: ({ state }) => state.variables as VerbInput<Name>,
  });
}
