import { Box, Button, MenuItem, Link as MuiLink, TextField } from '@mui/material';
import { ITEM_STATES, type ItemState } from '@srs-desk/shared/cancellation/job.ts';
import { PLAN_CLASSES } from '@srs-desk/shared/cancellation/plan.ts';
import type { ItemRow, JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import type { GridColumn } from '../kit/DataGrid.tsx';
import { IdText } from '../kit/IdText.tsx';
import { PagedGrid } from '../kit/PagedGrid.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip, StatusChip } from '../kit/StateChip.tsx';
import { useMay } from '../session/useMay.ts';
import { CLASS_STYLE, ITEM_STYLE } from './job-style.ts';

/** Before a run an order is judged by the plan, afterwards by what became of it. */
function isBeforeRun(job: JobDetail): boolean {
  return ['planned', 'awaiting_approval', 'rejected', 'discarded'].includes(job.state);
}

/** Every order of the job: what the plan says of it, what became of it, and why. */
export function JobItems({ job }: { job: JobDetail }) {
  const translate = useTranslate();
  const before = isBeforeRun(job);
  const [chosen, setChosen] = useState('');
  const filter = chosen === '' ? {} : { [before ? 'class' : 'state']: chosen };
  const query = `filter=${encodeURIComponent(JSON.stringify(filter))}`;
  const columns = useItemColumns(before);
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
            onChange={(event) => setChosen(event.target.value)}
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
      <PagedGrid<ItemRow>
        key={`${query}${before}`}
        path={`cancellations/${job.id}/items?${query}`}
        label={translate('desk.cancellations.items.title')}
        columns={columns}
        keyOf={(item) => item.id}
        empty={translate('desk.cancellations.items.none')}
        version={job.done}
      />
    </Section>
  );
}

function useItemColumns(before: boolean): GridColumn<ItemRow>[] {
  const translate = useTranslate();
  const may = useMay();
  const title = (key: string) => translate(`desk.cancellations.items.column.${key}`);
  const verdict: GridColumn<ItemRow> = before
    ? {
        key: 'class',
        title: title('class'),
        cell: (item) => (
          <StateChip {...CLASS_STYLE[item.class]} label={translate(`desk.words.planClass.${item.class}`)} />
        ),
      }
    : {
        key: 'state',
        title: title('state'),
        cell: (item) => (
          <StateChip {...ITEM_STYLE[item.state]} label={translate(`desk.words.itemState.${item.state}`)} />
        ),
      };
  return [
    {
      key: 'refId',
      title: 'Ref ID',
      heading: true,
      cell: (item) => (
        <MuiLink component={Link} to={`/orders/${item.refId}`}>
          <IdText id={item.refId} kind="Ref ID" plain />
        </MuiLink>
      ),
    },
    verdict,
    { key: 'why', title: title('why'), cell: (item) => <ItemWhy item={item} /> },
    {
      key: 'status',
      title: title('status'),
      cell: (item) => (item.status === null ? '–' : <StatusChip status={item.status} />),
    },
    { key: 'method', title: title('method'), cell: (item) => item.method ?? '–' },
    { key: 'externalId', title: 'External ID', cell: (item) => item.externalId ?? '–' },
    {
      key: 'links',
      title: title('next'),
      cell: (item) => (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {item.callId === null ? null : (
            <MuiLink component={Link} to={`/calls/${item.callId}`}>
              {translate('desk.cancellations.items.call')}
            </MuiLink>
          )}
          {canBePlacedAgain(item.state) && may('orders.place') ? (
            <MuiLink component={Link} to={`/orders/new?replaces=${item.refId}`}>
              {translate('desk.cancellations.items.placeAgain')}
            </MuiLink>
          ) : null}
        </Box>
      ),
    },
  ];
}

function canBePlacedAgain(state: ItemState): boolean {
  return state === 'cancelled' || state === 'already_cancelled';
}

function ItemWhy({ item }: { item: ItemRow }) {
  const translate = useTranslate();
  const parts = [
    item.classReason === null ? '' : translate(`desk.words.notAllowed.${item.classReason}`),
    item.stateReason === null
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
