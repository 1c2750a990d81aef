import { Box, Link as MuiLink, useTheme } from '@mui/material';
import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import { DataTable, useLocaleState, useTranslate } from 'react-admin';
import { Link, useLocation } from 'react-router';
import { durationText } from '../format/time.ts';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { OutcomeChip } from '../kit/StateChip.tsx';
import { MONO } from '../theme/theme.ts';
import { pathOf } from './call-text.ts';

interface CallTableProps {
  marked: number | null;
  viewing: number | null;
  /** Fewer columns, while one call is open at the right. */
  brief: boolean;
  onRow(id: number): void;
}

/** The calls, newest first. */
export function CallTable({ marked, viewing, brief, onRow }: CallTableProps) {
  const translate = useTranslate();
  const { desk } = useTheme();
  const [locale = 'en'] = useLocaleState();
  const { search } = useLocation();
  const label = (field: string) => translate(`desk.calls.column.${field}`);
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
      bulkActionButtons={false}
      storeKey={brief ? 'calls.brief' : 'calls.full'}
      hiddenColumns={brief ? ['orderId', 'externalId', 'origin', 'durationMs'] : ['externalId']}
      sx={{ '& .RaDataTable-tableWrapper': { overflowX: 'auto' } }}
      empty={<span />}
    >
      <DataTable.Col
        source="outcome"
        label={label('outcome')}
        render={(call) => <OutcomeChip outcome={call.outcome} httpStatus={call.httpStatus} />}
      />
      <DataTable.Col
        source="operation"
        label={label('operation')}
        render={(call) => (
          <Box data-row-id={call.id}>
            <MuiLink
              component={Link}
              to={{ pathname: `/calls/${call.id}`, search }}
              onClick={(event) => event.stopPropagation()}
            >
              {translate(`desk.words.operation.${call.operation}`)}
            </MuiLink>
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
      <DataTable.Col
        source="refId"
        label={label('refId')}
        render={(call) => <IdText id={call.refId} kind="Ref ID" />}
      />
      <DataTable.Col
        source="orderId"
        label={label('orderId')}
        render={(call) => <IdText id={call.orderId} kind="Order ID" />}
      />
      <DataTable.Col source="externalId" label={label('externalId')} />
      <DataTable.Col
        source="origin"
        label={label('origin')}
        render={(call) => translate(`desk.words.origin.${call.origin}`)}
      />
      <DataTable.Col
        source="durationMs"
        disableSort={false}
        align="right"
        label={label('durationMs')}
        render={(call) => (call.durationMs === null ? '–' : durationText(call.durationMs, locale))}
      />
      <DataTable.Col
        source="startedAt"
        disableSort={false}
        label={label('startedAt')}
        render={(call) => <RelativeTime at={call.startedAt} bare />}
      />
    </DataTable>
  );
}
