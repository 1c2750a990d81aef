import { Box, Button, Checkbox, LinearProgress, Link as MuiLink, TextField } from '@mui/material';
import { UNASSIGNED_AT_ONCE, type UnassignedOrder } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useCanAccess, useLocaleState, useNotify, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRead } from '../../api/use-read.ts';
import { useVerb } from '../../api/use-verb.ts';
import { dayText } from '../../format/periods.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { IdText } from '../../kit/IdText.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { Section } from '../../kit/Section.tsx';
import { ErrorState } from '../../kit/States.tsx';
import { accessTo } from '../../session/access.ts';
import { RawText } from './RawText.tsx';

/** Orders that carry a proposal, put together by the External ID proposed. */
function proposalsOf(orders: readonly UnassignedOrder[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { refId, proposal } of orders) {
    if (proposal === null) continue;
    groups.set(proposal.externalId, [...(groups.get(proposal.externalId) ?? []), refId]);
  }
  return groups;
}

/** Orders without External ID: taken over by proposal, or assigned by hand. */
export function Unassigned({ period }: { period: string }) {
  const translate = useTranslate();
  const { canAccess: mayWrite } = useCanAccess(accessTo('aliases.write'));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [to, setTo] = useState('');
  const read = useRead('usage', 'unassignedOrders', { period });
  const orders = read.data ?? [];
  const assign = useAssign();
  const proposals = proposalsOf(orders);
  const proposed = [...proposals.values()].reduce((sum, refIds) => sum + refIds.length, 0);
  const columns = useColumns(mayWrite ? { chosen, setChosen } : null);
  return (
    <Section
      title={translate('desk.externalIds.unassigned')}
      actions={
        mayWrite && proposed > 0 ? (
          <Button variant="outlined" disabled={assign.isPending} onClick={() => void assign.all(proposals)}>
            {translate('desk.externalIds.assignProposals', { count: proposed })}
          </Button>
        ) : null
      }
    >
      <ProblemAlert error={assign.error} onClose={assign.reset} />
      {read.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {read.error && !read.data ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : null}
      {read.data?.length === 0 ? (
        <Box sx={{ color: 'text.secondary' }}>{translate('desk.externalIds.unassignedNone')}</Box>
      ) : null}
      {orders.length > 0 ? (
        <DataGrid
          label={translate('desk.externalIds.unassigned')}
          columns={columns}
          rows={orders}
          keyOf={(order) => order.id}
        />
      ) : null}
      {orders.length >= UNASSIGNED_AT_ONCE ? (
        <Box sx={{ color: 'text.secondary', mt: 1 }}>
          {translate('desk.externalIds.unassignedMore', { count: UNASSIGNED_AT_ONCE })}
        </Box>
      ) : null}
      {chosen.length > 0 ? (
        <Box
          component="form"
          sx={{ display: 'flex', gap: 1, mt: 1.5, flexWrap: 'wrap', alignItems: 'center' }}
          onSubmit={(event) => {
            event.preventDefault();
            assign.mutate({ refIds: chosen, externalId: to }, { onSuccess: () => setChosen([]) });
          }}
        >
          <TextField
            label={translate('desk.externalIds.assignTo')}
            required
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          <Button type="submit" variant="contained" disabled={assign.isPending || to.trim() === ''}>
            {translate('desk.externalIds.assignSelected', { count: chosen.length })}
          </Button>
        </Box>
      ) : null}
    </Section>
  );
}

/** Bills groups of orders, each as an External ID: a group is taken whole or not at all, and those before a refusal stand. */
function useAssign() {
  const notify = useNotify();
  const assign = useVerb('assignExternalId', {
    touches: ['usage'],
    onSuccess: (_done, { refIds, externalId }) =>
      notify('desk.externalIds.assigned', { messageArgs: { count: refIds.length, externalId } }),
  });
  const all = async (groups: ReadonlyMap<string, readonly string[]>) => {
    try {
      for (const [externalId, refIds] of groups) await assign.mutateAsync({ refIds, externalId });
    } catch {
      // Shown: it is the verb's error.
    }
  };
  return { ...assign, all };
}

interface Choice {
  chosen: readonly string[];
  setChosen(refIds: readonly string[]): void;
}

function useColumns(choice: Choice | null): GridColumn<UnassignedOrder>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const columns: GridColumn<UnassignedOrder>[] = [
    {
      key: 'refId',
      title: 'Ref ID',
      heading: true,
      cell: ({ refId }) => (
        <MuiLink component={Link} to={`/orders/${refId}`}>
          <IdText id={refId} plain />
        </MuiLink>
      ),
    },
    {
      key: 'method',
      title: translate('desk.billing.orders.column.method'),
      cell: ({ method }) => method ?? '–',
    },
    {
      key: 'placed',
      title: translate('desk.words.usage.placed'),
      cell: ({ placedDay }) => dayText(placedDay, locale),
    },
    {
      key: 'source',
      title: translate('desk.externalIds.where'),
      cell: ({ source }) => translate(`desk.externalIds.source.${source}`, { _: source }),
    },
    {
      key: 'proposal',
      title: translate('desk.externalIds.proposal'),
      cell: ({ proposal }) =>
        proposal === null ? (
          translate('desk.externalIds.noProposal')
        ) : (
          <>
            <RawText value={proposal.externalId} />{' '}
            {`(${translate(`desk.externalIds.because.${proposal.because}`)})`}
          </>
        ),
    },
  ];
  if (choice === null) return columns;
  const { chosen, setChosen } = choice;
  const box: GridColumn<UnassignedOrder> = {
    key: 'choose',
    title: translate('desk.billing.select'),
    cell: ({ refId }) => (
      <Checkbox
        aria-label={translate('desk.externalIds.select', { refId })}
        checked={chosen.includes(refId)}
        sx={{ p: 0 }}
        onChange={(event) =>
          setChosen(event.target.checked ? [...chosen, refId] : chosen.filter((each) => each !== refId))
        }
      />
    ),
  };
  return [box, ...columns];
}
