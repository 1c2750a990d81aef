import { Box, Link as MuiLink } from '@mui/material';
import type { StaleRow } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { DataTable, ListBase, useLocaleState, useTranslate } from 'react-admin';
import { Link, useNavigate } from 'react-router';
import { countText } from '../format/amounts.ts';
import { DialogButton } from '../kit/form/DialogButton.tsx';
import { IdText } from '../kit/IdText.tsx';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../kit/list/Rows.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { EmptyState } from '../kit/States.tsx';
import { CancellationTabs } from './CancellationTabs.tsx';
import { PlanAllButton } from './PlanAllButton.tsx';
import { PolicyDialog } from './PolicyDialog.tsx';
import { RuleFields, type RuleText, ruleOf } from './RuleFields.tsx';

const Col = DataTable.Col<StaleRow>;
const BEGIN: RuleText = { statuses: ['created', 'initialized'], days: '30', methods: '', externalIds: '' };
const LONGEST_FIRST = { field: 'statusChangedAt', order: 'ASC' } as const;

/** Orders that lie about: older than so many days in a status. The rule can be saved as a policy. */
export default function StaleList() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [text, setText] = useState<RuleText>(BEGIN);
  const rule = ruleOf(text);
  return (
    <ListBase<StaleRow>
      resource="cancellations/stale"
      filter={rule ?? {}}
      sort={LONGEST_FIRST}
      perPage={50}
      queryOptions={{ enabled: rule !== null }}
      disableSyncWithLocation
      storeKey={false}
      disableAuthentication
    >
      <PageTitle title={translate('desk.cancellations.title')}>
        {translate('desk.cancellations.stale.intro')}
      </PageTitle>
      <CancellationTabs />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'flex-start', mb: 1.5 }}>
        <RuleFields value={text} onChange={setText} />
        <Box sx={{ display: 'flex', gap: 1, ml: 'auto', flexWrap: 'wrap' }}>
          <DialogButton label={translate('desk.cancellations.stale.save')} disabled={rule === null}>
            {(close) =>
              rule === null ? null : (
                <PolicyDialog
                  rule={{ kind: 'stale', rule }}
                  onClose={close}
                  onSaved={() => void navigate('/cancellation-policies')}
                />
              )
            }
          </DialogButton>
          <PlanAllButton chosen={rule === null ? null : { stale: rule }} />
        </Box>
      </Box>
      {rule === null ? null : (
        <ListStates empty={<EmptyState title={translate('desk.cancellations.stale.none')} />}>
          <StaleRows />
          <Pages />
        </ListStates>
      )}
    </ListBase>
  );
}

function StaleRows() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const label = (key: string) => `desk.cancellations.stale.column.${key}`;
  return (
    <Rows<StaleRow> label={translate('desk.cancellations.tab.stale')}>
      <HeadCol<StaleRow>
        source="refId"
        label="Ref ID"
        render={({ refId }) => (
          <MuiLink component={Link} to={`/orders/${refId}`}>
            <IdText id={refId} plain />
          </MuiLink>
        )}
      />
      <Col source="status" label={label('status')} render={({ status }) => <StatusChip status={status} />} />
      <Col source="days" align="right" label={label('days')} render={({ days }) => countText(days, locale)} />
      <Col source="method" label={label('method')} render={({ method }) => method ?? '–'} />
      <Col source="externalId" label="External ID" render={({ externalId }) => externalId ?? '–'} />
      <Col
        source="createdAt"
        label={label('placed')}
        render={({ createdAt }) => <RelativeTime at={createdAt} />}
      />
    </Rows>
  );
}
