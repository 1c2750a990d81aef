import { Box, Button, Link as MuiLink } from '@mui/material';
import type { StaleRule } from '@srs-desk/shared/cancellation/stale.ts';
import type { StaleRow } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useNavigate } from 'react-router';
import { countText } from '../format/amounts.ts';
import type { GridColumn } from '../kit/DataGrid.tsx';
import { IdText } from '../kit/IdText.tsx';
import { PagedGrid } from '../kit/PagedGrid.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { CancellationTabs } from './CancellationTabs.tsx';
import { PolicyDialog } from './PolicyDialog.tsx';
import { RuleFields, type RuleText, ruleOf } from './RuleFields.tsx';

const BEGIN: RuleText = { statuses: ['created', 'initialized'], days: '30', methods: '', externalIds: '' };

/** Orders that lie about: older than so many days in a status. The rule can be saved as a policy. */
export default function StalePage() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [locale = 'en'] = useLocaleState();
  const [text, setText] = useState<RuleText>(BEGIN);
  const [total, setTotal] = useState(0);
  const [saving, setSaving] = useState(false);
  const rule = ruleOf(text);
  return (
    <>
      <PageTitle title={translate('desk.cancellations.title')}>
        {translate('desk.cancellations.stale.intro')}
      </PageTitle>
      <CancellationTabs />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'flex-start', mb: 1.5 }}>
        <RuleFields value={text} onChange={setText} />
        <Box sx={{ display: 'flex', gap: 1, ml: 'auto', flexWrap: 'wrap' }}>
          <Button disabled={rule === null} onClick={() => setSaving(true)}>
            {translate('desk.cancellations.stale.save')}
          </Button>
          <Button
            variant="contained"
            disabled={rule === null || total === 0}
            onClick={() => void navigate('/cancellations/new', { state: { stale: rule } })}
          >
            {translate('desk.cancellations.planAll', { smart_count: total, count: countText(total, locale) })}
          </Button>
        </Box>
      </Box>
      {rule === null ? null : <StaleGrid rule={rule} onTotal={setTotal} />}
      {saving && rule !== null ? (
        <PolicyDialog
          policy={null}
          rule={{ kind: 'stale', rule }}
          onClose={() => setSaving(false)}
          onSaved={() => void navigate('/cancellations/policies')}
        />
      ) : null}
    </>
  );
}

function StaleGrid({ rule, onTotal }: { rule: StaleRule; onTotal(total: number): void }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const title = (key: string) => translate(`desk.cancellations.stale.column.${key}`);
  const columns: GridColumn<StaleRow>[] = [
    {
      key: 'refId',
      title: 'Ref ID',
      heading: true,
      cell: (row) => (
        <MuiLink component={Link} to={`/orders/${row.refId}`}>
          <IdText id={row.refId} plain />
        </MuiLink>
      ),
    },
    { key: 'status', title: title('status'), cell: (row) => <StatusChip status={row.status} /> },
    { key: 'days', title: title('days'), right: true, cell: (row) => countText(row.days, locale) },
    { key: 'method', title: title('method'), cell: (row) => row.method ?? '–' },
    { key: 'externalId', title: 'External ID', cell: (row) => row.externalId ?? '–' },
    { key: 'placed', title: title('placed'), cell: (row) => <RelativeTime at={row.createdAt} /> },
  ];
  const query = encodeURIComponent(JSON.stringify(rule));
  return (
    <PagedGrid<StaleRow>
      key={query}
      path={`cancellations/stale?filter=${query}`}
      label={translate('desk.cancellations.tab.stale')}
      columns={columns}
      keyOf={(row) => row.refId}
      empty={translate('desk.cancellations.stale.none')}
      onTotal={onTotal}
    />
  );
}
