import type { AliasRowView, ExternalIdsView, UnassignedOrder } from '@srs-desk/shared/billing/wire.ts';
import { useNotify } from 'react-admin';
import { ask } from '../../api/http.ts';
import { type Action, useAction } from '../../api/use-action.ts';
import { type ApiState, useApi } from '../../api/use-api.ts';

export interface AliasesOfMonth {
  ids: ApiState<ExternalIdsView>;
  unassigned: ApiState<UnassignedOrder[]>;
  aliases: ApiState<AliasRowView[]>;
  /** Bills spellings as another External ID, one after the other. */
  map: Action<[raws: readonly (string | null)[], canonical: string], void>;
  /** Adds one alias as written; true when it stands. */
  add: Action<[raw: string, canonical: string], boolean>;
  remove: Action<[alias: AliasRowView], void>;
  /** Bills single orders as an External ID; each group is taken whole or not at all. */
  assign: Action<[groups: ReadonlyMap<string, readonly string[]>], void>;
}

/** The External IDs of a month with what may be done about them. */
export function useAliases(period: string): AliasesOfMonth {
  const notify = useNotify();
  const ids = useApi<ExternalIdsView>(`usage/external-ids?from=${period}&to=${period}`, {
    refreshOn: ['aliases'],
  });
  const unassigned = useApi<UnassignedOrder[]>(`usage/unassigned?period=${period}`);
  const aliases = useApi<AliasRowView[]>('aliases?range=[0,999]', { refreshOn: ['aliases'] });
  const again = () => {
    ids.refetch();
    unassigned.refetch();
    aliases.refetch();
  };
  const mapOne = async (raw: string | null, canonical: string) => {
    await ask('aliases', { method: 'POST', body: { raw, canonical } });
    notify('desk.externalIds.mapped', { messageArgs: { raw: raw ?? '–', canonical } });
  };
  const map = useAction(async (raws: readonly (string | null)[], canonical: string) => {
    // Where one is refused, those before it stand, and the page must show them.
    try {
      for (const raw of raws) await mapOne(raw, canonical);
    } finally {
      again();
    }
  });
  const add = useAction(async (raw: string, canonical: string) => {
    await mapOne(raw, canonical);
    again();
    return true;
  });
  const remove = useAction(async (alias: AliasRowView) => {
    await ask(`aliases/${encodeURIComponent(alias.id)}`, { method: 'DELETE' });
    notify('desk.externalIds.removed', { messageArgs: { raw: alias.raw ?? '–' } });
    again();
  });
  const assign = useAction(async (groups: ReadonlyMap<string, readonly string[]>) => {
    try {
      for (const [externalId, refIds] of groups) {
        await ask('assignments', { method: 'POST', body: { refIds, externalId } });
        notify('desk.externalIds.assigned', { messageArgs: { count: refIds.length, externalId } });
      }
    } finally {
      again();
    }
  });
  return { ids, unassigned, aliases, map, add, remove, assign };
}
