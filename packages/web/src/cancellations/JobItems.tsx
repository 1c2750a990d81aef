import { Box, Button, MenuItem, Link as MuiLink, TextField, type Theme, useMediaQuery } from '@mui/material';
import { hasEnded, ITEM_STATES } from '@srs-desk/shared/cancellation/job.ts';
import { PLAN_CLASSES } from '@srs-desk/shared/cancellation/plan.ts';
import type { ItemRow, JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { DataTable, ListBase, useCanAccess, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { IdText } from '../kit/IdText.tsx';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../kit/list/Rows.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { Section } from '../kit/Section.tsx';
import { StateChip, StatusChip } from '../kit/StateChip.tsx';
import { EmptyState } from '../kit/States.tsx';
import { accessTo } from '../session/access.ts';
import { CLASS_STYLE, ITEM_STYLE } from './job-style.ts';

const Col = DataTable.Col<ItemRow>;

/** How often what moves is looked at again, should the live line be down, ms. */
export const LOOK_AGAIN_MS = 3000;

/** Before a run an order is judged by the plan, afterwards by what became of it. */
function isBeforeRun(job: JobDetail): boolean {
  return ['planned', 'awaiting_approval', 'rejected', 'discarded'].includes(job.state);
}

/** Every order of the job: what the plan says of it, what became of it, and why. */
export function JobItems() {
  const translate = useTranslate();
  const job = useRecord<JobDetail>();
  const before = isBeforeRun(job);
  // A class of the plan is no state of the run, and what was chosen of one job is not meant of another.
  const among = `${before ? 'class' : 'state'} ${job.id}`;
  const [choice, setChoice] = useState({ among, value: '' });
  const chosen = choice.among === among ? choice.value : '';
  const filter = chosen === '' ? {} : { [before ? 'class' : 'state']: chosen };
  return (
    <Section
      title={translate('desk.cancellations.items.title')}
      surface
      actions={
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <TextField
            select
            size="small"
            label={translate('desk.cancellations.items.show')}
            value={chosen}
            sx={{ minWidth: 180 }}
            onChange={(event) => setChoice({ among, value: event.target.value })}
          >
            <MenuItem value="">{translate('desk.cancellations.items.all')}</MenuItem>
            {(before ? PLAN_CLASSES : ITEM_STATES).map((one) => (
              <MenuItem key={one} value={one}>
                {translate(`desk.words.${before ? 'planClass' : 'itemState'}.${one}`)}
              </MenuItem>
            ))}
          </TextField>
          <Button component="a" href={`/api/cancellations/${job.id}/items.csv`} download>
            {translate('desk.cancellations.items.export')}
          </Button>
        </Box>
      }
    >
      <ListBase<ItemRow>
        key={JSON.stringify(filter)}
        resource={`cancellations/${job.id}/items`}
        filter={filter}
        perPage={50}
        queryOptions={{ refetchInterval: hasEnded(job.state) ? false : LOOK_AGAIN_MS }}
        disableSyncWithLocation
        storeKey={false}
        disableAuthentication
      >
        <ListStates empty={<EmptyState title={translate('desk.cancellations.items.none')} />}>
          <ItemRows before={before} />
          <Pages />
        </ListStates>
      </ListBase>
    </Section>
  );
}

function ItemRows({ before }: { before: boolean }) {
  const translate = useTranslate();
  const label = (key: string) => `desk.cancellations.items.column.${key}`;
  // On a phone only the first column is in sight.
  const isPhone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  const state = (item: ItemRow) =>
    before ? (
      <StateChip {...CLASS_STYLE[item.class]} label={translate(`desk.words.planClass.${item.class}`)} />
    ) : (
      <StateChip {...ITEM_STYLE[item.state]} label={translate(`desk.words.itemState.${item.state}`)} />
    );
  return (
    <Rows<ItemRow> label={translate('desk.cancellations.items.title')}>
      {isPhone ? <Col source="state" label={label(before ? 'class' : 'state')} render={state} /> : null}
      <HeadCol<ItemRow>
        source="refId"
        label="Ref ID"
        render={({ refId }) => (
          <MuiLink component={Link} to={`/orders/${refId}`}>
            <IdText id={refId} kind="Ref ID" plain />
          </MuiLink>
        )}
      />
      {isPhone ? null : <Col source="state" label={label(before ? 'class' : 'state')} render={state} />}
      <Col source="why" label={label('why')} render={(item) => <ItemWhy item={item} />} />
      <Col
        source="status"
        label={label('status')}
        render={({ status }) => (status === null ? '–' : <StatusChip status={status} />)}
      />
      <Col source="method" label={label('method')} render={({ method }) => method ?? '–'} />
      <Col source="externalId" label="External ID" render={({ externalId }) => externalId ?? '–'} />
      <Col label={label('next')} render={(item) => <ItemLinks item={item} />} />
    </Rows>
  );
}

function ItemLinks({ item }: { item: ItemRow }) {
  const translate = useTranslate();
  const { canAccess: mayPlace } = useCanAccess(accessTo('orders.place'));
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {item.callId === null ? null : (
        <MuiLink component={Link} to={`/calls/${item.callId}`}>
          {translate('desk.cancellations.items.call')}
        </MuiLink>
      )}
      {canBePlacedAgain(item) && mayPlace ? (
        <MuiLink component={Link} to={`/orders/create?replaces=${item.refId}`}>
          {translate('desk.cancellations.items.placeAgain')}
        </MuiLink>
      ) : null}
    </Box>
  );
}

function canBePlacedAgain({ state, erased }: ItemRow): boolean {
  return !erased && (state === 'cancelled' || state === 'already_cancelled');
}

function ItemWhy({ item }: { item: ItemRow }) {
  const translate = useTranslate();
  const parts = [
    item.classReason === null ? '' : translate(`desk.words.notAllowed.${item.classReason}`),
    // The class, which stands beside it, or why it has that class.
    item.stateReason === null || item.stateReason === (item.classReason ?? item.class)
      ? ''
      : translate(`desk.cancellations.because.${item.stateReason}`, { _: item.stateReason }),
    whyText(item, translate),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '–' : parts.join(' · ');
}

function whyText(item: ItemRow, translate: ReturnType<typeof useTranslate>): string {
  const why = item.why;
  if (why === null) return '';
  if (typeof why.days === 'number') return translate('desk.cancellations.whyStale', { days: why.days });
  if (typeof why.supersededBy === 'string') {
    return translate('desk.cancellations.whySuperseded', { by: why.supersededBy.slice(0, 8) });
  }
  return '';
}
