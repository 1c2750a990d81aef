import { useNotify } from 'react-admin';
import { useVerb } from '../../api/use-verb.ts';

/** Bills a spelling as another External ID, and says so. */
export function useAddAlias() {
  const notify = useNotify();
  return useVerb('addAlias', {
    touches: ['aliases', 'usage'],
    onSuccess: (_alias, { raw, canonical }) =>
      notify('desk.externalIds.mapped', { messageArgs: { raw: raw ?? '–', canonical } }),
  });
}
