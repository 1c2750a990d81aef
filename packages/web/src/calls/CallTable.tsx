import { Box, Link as MuiLink, useTheme } from '@mui/material';
import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import { DataTable, useLocaleState, useTranslate } from 'react-admin';
import { Link, useLocation } from 'react-router';
import { durationText } from '../format/time.ts';
import { IdText } from '../kit/IdText.tsx';
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
  const translate = useTranslate();
  const { desk } = useTheme();
  const [locale = 'en'] = useLocaleState();
  const { search } = useLocation();
  return (
    <DataTable<CallRow>
      rowClick={(_id, _resource, record) => {
        onRow((record as CallRow).id);
        return false;
      }}
      rowSx={(record) => ({
        ...(record.id === viewing ? { backgroundColor: 'action.selected' } : {}),
        ...(record.id === marked ? { boxShadow: `inset 3px 0 0 ${desk.accent}` } : {}),
      })}
      storeKey={`calls.${width}`}
      hiddenColumns={HIDDEN[width]}
      sx={{ '& .RaDataTable-tableWrapper': { overflowX: 'auto' } }}
      empty={<span />}
    >
      <Col source="outcome" render={(call) => <OutcomeChip {...call} />} />
      <Col
        source="operation"
        render={(call) => (
          <Box data-row-id={call.id}>
            {width === 'narrow' ? (
              <div>
                <OutcomeChip {...call} />
              </div>
            ) : null}
            <MuiLink
              component={Link}
              to={{ pathname: `/calls/${call.id}`, search }}
              onClick={(event) => event.stopPropagation()}
            >
              {call.count !== undefined && call.count > 1 ? `${call.count} × ` : ''}
              {translate(`desk.words.operation.${call.operation}`)}
            </MuiLink>
            {call.count !== undefined && call.count > 1 && call.firstAt !== undefined ? (
              <Box component="span" sx={{ color: 'text.secondary', ml: 0.75 }}>
                {translate('desk.calls.since')} <ExactTime at={call.firstAt} />
              </Box>
            ) : null}
            <Box
              sx={{
                fontFamily: MONO,
                fontSize: '0.75rem',
                color: 'text.secondary',
                overflowWrap: 'anywhere',
              }}
            >
              {call.httpMethod} {pathOf(call.url)}
            </Box>
          </Box>
        )}
      />
      <Col source="refId" render={(call) => <IdText id={call.refId} kind="Ref ID" />} />
      <Col source="orderId" render={(call) => <IdText id={call.orderId} kind="Order ID" />} />
      <Col source="externalId" />
      <Col source="origin" render={(call) => translate(`desk.words.origin.${call.origin}`)} />
      <Col
        source="durationMs"
        disableSort={false}
        align="right"
        render={(call) => (call.durationMs === null ? '–' : durationText(call.durationMs, locale))}
      />
      <Col
        source="startedAt"
        disableSort={false}
        render={(call) => <RelativeTime at={call.startedAt} bare />}
      />
    </DataTable>
  );
}
