import { Box, Link as MuiLink } from '@mui/material';
import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import { useMemo } from 'react';
import { DataTable, useLocaleState, useTranslate } from 'react-admin';
import { Link, useLocation } from 'react-router';
import { durationText } from '../format/time.ts';
import { IdText } from '../kit/IdText.tsx';
import { OpenableRows } from '../kit/list/OpenableRows.tsx';
import { ExactTime, RelativeTime } from '../kit/RelativeTime.tsx';
import { OutcomeChip } from '../kit/StateChip.tsx';
import { MONO } from '../theme/theme.ts';
import { pathOf } from './call-text.ts';

const Col = DataTable.Col<CallRow>;

type Width = 'full' | 'brief' | 'narrow';

/** The columns that are not shown at first, by the place that there is. */
const HIDDEN: Readonly<Record<Width, string[]>> = {
  full: ['externalId'],
  brief: ['orderId', 'externalId', 'origin', 'durationMs'],
  narrow: ['outcome', 'refId', 'orderId', 'externalId', 'origin', 'durationMs'],
};

interface CallTableProps {
  marked: number | null;
  viewing: number | null;
  /** Fewer columns, while one call is open at the right (`brief`) or on a phone (`narrow`). */
  width: Width;
  onRow(id: number): void;
}

/** The calls, newest first. */
export function CallTable({ marked, viewing, width, onRow }: CallTableProps) {
  const columns = useMemo(() => columnsOf(width), [width]);
  return (
    <OpenableRows<CallRow>
      marked={marked}
      shown={viewing}
      onRow={onRow}
      storeKey={`calls.${width}`}
      hiddenColumns={HIDDEN[width]}
    >
      {columns}
    </OpenableRows>
  );
}

function columnsOf(width: Width) {
  return [
    <Col key="outcome" source="outcome" render={(call) => <OutcomeChip {...call} />} />,
    <Col
      key="operation"
      source="operation"
      render={(call) => <CallCell call={call} withOutcome={width === 'narrow'} />}
    />,
    <Col key="refId" source="refId" render={(call) => <IdText id={call.refId} kind="Ref ID" />} />,
    <Col key="orderId" source="orderId" render={(call) => <IdText id={call.orderId} kind="Order ID" />} />,
    <Col key="externalId" source="externalId" />,
    <Col key="origin" source="origin" render={(call) => <Origin of={call} />} />,
    <Col
      key="durationMs"
      source="durationMs"
      disableSort={false}
      align="right"
      render={(call) => <Duration ms={call.durationMs} />}
    />,
    <Col
      key="startedAt"
      source="startedAt"
      disableSort={false}
      render={(call) => <RelativeTime at={call.startedAt} bare />}
    />,
  ];
}

function Origin({ of }: { of: CallRow }) {
  const translate = useTranslate();
  return translate(`desk.words.origin.${of.origin}`);
}

function Duration({ ms }: { ms: number | null }) {
  const [locale = 'en'] = useLocaleState();
  return ms === null ? '–' : durationText(ms, locale);
}

/** What was asked of SRS, and its address. */
function CallCell({ call, withOutcome }: { call: CallRow; withOutcome: boolean }) {
  const translate = useTranslate();
  const { search } = useLocation();
  const { count = 1, firstAt } = call;
  return (
    <div data-row-id={call.id}>
      {withOutcome ? (
        <div>
          <OutcomeChip {...call} />
        </div>
      ) : null}
      <MuiLink
        component={Link}
        to={{ pathname: `/calls/${call.id}`, search }}
        onClick={(event) => event.stopPropagation()}
      >
        {count > 1 ? `${count} × ` : ''}
        {translate(`desk.words.operation.${call.operation}`)}
      </MuiLink>
      {count > 1 && firstAt !== undefined ? (
        <Box component="span" sx={{ color: 'text.secondary', ml: 0.75 }}>
          {translate('desk.calls.since')} <ExactTime at={firstAt} />
        </Box>
      ) : null}
      <Box sx={{ fontFamily: MONO, fontSize: '0.75rem', color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {call.httpMethod} {pathOf(call.url)}
      </Box>
    </div>
  );
}
