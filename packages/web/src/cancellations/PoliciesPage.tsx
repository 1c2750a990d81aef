import { Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import type { PolicyRow, PolicyRule } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { countText } from '../format/amounts.ts';
import { DataGrid, type GridColumn } from '../kit/DataGrid.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';
import { CancellationTabs } from './CancellationTabs.tsx';
import { PolicyDialog } from './PolicyDialog.tsx';

const FIRST_RULE: PolicyRule = {
  kind: 'stale',
  rule: { statuses: ['created', 'initialized'], olderThanDays: 30 },
};

/** Rules that look by themselves and propose. A proposal is a plan that an admin confirms or puts away. */
export default function PoliciesPage() {
  const translate = useTranslate();
  const policies = useApi<PolicyRow[]>('cancellation-policies', { refreshOn: ['cancellations'] });
  const [editing, setEditing] = useState<{ policy: PolicyRow | null; rule: PolicyRule } | null>(null);
  const remove = useAction(async (policy: PolicyRow) => {
    await ask(`cancellation-policies/${policy.id}`, { method: 'DELETE' });
    policies.refetch();
  });
  const propose = useAction(async (policy: PolicyRow) => {
    await ask(`cancellation-policies/${policy.id}/run`, { method: 'POST', body: {} });
    policies.refetch();
  });
  const columns = usePolicyColumns({
    onPropose: (policy) => void propose.run(policy),
    onChange: (policy) => setEditing({ policy, rule: policy.rule }),
    onRemove: (policy) => void remove.run(policy),
  });
  return (
    <>
      <PageTitle
        title={translate('desk.cancellations.title')}
        actions={
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <Button
              onClick={() => setEditing({ policy: null, rule: { kind: 'superseded', onlyAlike: true } })}
            >
              {translate('desk.cancellations.policy.newSuperseded')}
            </Button>
            <Button variant="contained" onClick={() => setEditing({ policy: null, rule: FIRST_RULE })}>
              {translate('desk.cancellations.policy.newStale')}
            </Button>
          </Box>
        }
      >
        {translate('desk.cancellations.policy.intro')}
      </PageTitle>
      <CancellationTabs />
      <ProblemAlert error={remove.error ?? propose.error} />
      {policies.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {policies.error && !policies.data ? (
        <ErrorState error={policies.error} onRetry={policies.refetch} />
      ) : null}
      {policies.data?.length === 0 ? (
        <EmptyState title={translate('desk.cancellations.policy.none')}>
          {translate('desk.cancellations.policy.noneHelp')}
        </EmptyState>
      ) : null}
      {policies.data && policies.data.length > 0 ? (
        <DataGrid
          label={translate('desk.cancellations.tab.policies')}
          columns={columns}
          rows={policies.data}
          keyOf={(policy) => policy.id}
        />
      ) : null}
      {editing === null ? null : (
        <PolicyDialog
          policy={editing.policy}
          rule={editing.rule}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            policies.refetch();
          }}
        />
      )}
    </>
  );
}

interface PolicyActs {
  onChange(policy: PolicyRow): void;
  onRemove(policy: PolicyRow): void;
  onPropose(policy: PolicyRow): void;
}

function usePolicyColumns({ onChange, onRemove, onPropose }: PolicyActs): GridColumn<PolicyRow>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const label = (key: string, values: Record<string, unknown> = {}) =>
    translate(`desk.cancellations.policy.${key}`, values);
  return [
    { key: 'name', title: label('name'), heading: true, cell: (policy) => policy.name },
    { key: 'rule', title: label('rule'), cell: (policy) => ruleText(policy.rule, label, translate) },
    {
      key: 'every',
      title: label('every'),
      cell: (policy) => (policy.enabled ? label('hours', { smart_count: policy.everyHours }) : label('off')),
    },
    {
      key: 'next',
      title: label('next'),
      cell: (policy) => (policy.enabled ? <RelativeTime at={policy.nextRunAt} /> : '–'),
    },
    {
      key: 'matching',
      title: label('matching'),
      right: true,
      cell: (policy) => countText(policy.matching, locale),
    },
    {
      key: 'proposal',
      title: label('proposal'),
      cell: (policy) =>
        policy.proposalId === null ? (
          <Button size="small" onClick={() => onPropose(policy)}>
            {label('lookNow')}
          </Button>
        ) : (
          <MuiLink component={Link} to={`/cancellations/${policy.proposalId}`}>
            {translate('desk.cancellations.job', { id: policy.proposalId })}
          </MuiLink>
        ),
    },
    {
      key: 'acts',
      title: label('acts'),
      cell: (policy) => (
        <Box sx={{ display: 'flex', gap: 0.5 }}>
          <Button size="small" onClick={() => onChange(policy)}>
            {label('edit')}
          </Button>
          <Button size="small" color="error" onClick={() => onRemove(policy)}>
            {label('remove')}
          </Button>
        </Box>
      ),
    },
  ];
}

function ruleText(
  rule: PolicyRule,
  label: (key: string, values?: Record<string, unknown>) => string,
  translate: ReturnType<typeof useTranslate>,
): string {
  if (rule.kind === 'superseded') return label(rule.onlyAlike ? 'ruleAlike' : 'ruleSuperseded');
  const { statuses, olderThanDays, methods, externalIds } = rule.rule;
  return [
    label('ruleStale', {
      statuses: statuses.map((status) => translate(`desk.words.status.${status}`)).join(', '),
      days: olderThanDays,
    }),
    ...(methods ?? []),
    ...(externalIds ?? []),
  ].join(' · ');
}
