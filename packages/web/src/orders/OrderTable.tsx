import { Box, Link as MuiLink, useTheme } from '@mui/material';
import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { DataTable, useListContext, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { shortId } from '../format/amounts.ts';
import { dateText } from '../format/time.ts';
import { AgeTag } from '../kit/AgeTag.tsx';
import { CopyButton } from '../kit/CopyButton.tsx';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { AttentionChip, StatusChip, VerifyChip } from '../kit/StateChip.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';
import { useNow } from '../kit/useNow.ts';
import { useMay } from '../session/useMay.ts';
import { ageGrade } from './age-grade.ts';
import { SelectionBar } from './SelectionBar.tsx';

/** Shown only when somebody asks for them by the columns button. */
const HIDDEN_AT_FIRST = [
  'orderId',
  'verifyStatus',
  'evidenceId',
  'updatedAt',
  'lastSyncedAt',
  'loa',
  'jurisdiction',
];

interface OrderTableProps {
  marked: string | null;
  peeked: string | null;
  onRow(refId: string): void;
}

/** The list as a table: a real link per row, the rest of the row opens the side panel. */
export function OrderTable({ marked, peeked, onRow }: OrderTableProps) {
  const translate = useTranslate();
  const may = useMay();
  const { desk } = useTheme();
  const { filterValues } = useListContext();
  const label = (field: string) => translate(`desk.orders.column.${field}`);
  const plans = may('cancellations.plan');
  return (
    <DataTable<OrderRow>
      rowClick={(_id, _resource, record) => {
        onRow((record as OrderRow).refId);
        return false;
      }}
      rowSx={(record) => rowLook(record.refId === marked, record.refId === peeked, desk.accent)}
      bulkActionButtons={plans ? <span /> : false}
      bulkActionsToolbar={plans ? <SelectionBar /> : <span />}
      hiddenColumns={HIDDEN_AT_FIRST}
      sx={{ '& .RaDataTable-tableWrapper': { overflowX: 'auto' } }}
      empty={<span />}
    >
      <DataTable.Col
        source="status"
        label={label('status')}
        disableSort
        render={(order: OrderRow) => <StatusCell order={order} />}
      />
      <DataTable.Col
        source="refId"
        label={label('refId')}
        disableSort
        render={(order: OrderRow) => <RefCell order={order} />}
      />
      <DataTable.Col
        source="method"
        label={label('method')}
        disableSort
        render={(order: OrderRow) => methodDisplayName(order.issuer, order.method)}
      />
      <DataTable.Col source="externalId" label={label('externalId')} disableSort />
      <DataTable.Col
        source="step"
        label={label('step')}
        disableSort
        render={(order: OrderRow) => <StepCell order={order} />}
      />
      <DataTable.Col
        source="statusChangedAt"
        label={label('statusChangedAt')}
        render={(order: OrderRow) => <AgeCell order={order} />}
      />
      <DataTable.Col
        source="createdAt"
        label={label('createdAt')}
        render={(order: OrderRow) => <RelativeTime at={order.createdAt} bare />}
      />
      <DataTable.Col
        source="orderId"
        label={label('orderId')}
        disableSort
        render={(order: OrderRow) => <IdText id={order.orderId} kind="Order ID" />}
      />
      <DataTable.Col
        source="verifyStatus"
        label={label('verifyStatus')}
        disableSort
        render={(order: OrderRow) => <VerifyChip status={order.verifyStatus} />}
      />
      <DataTable.Col
        source="evidenceId"
        label={label('evidenceId')}
        disableSort
        render={(order: OrderRow) => <IdText id={order.evidenceId} />}
      />
      {filterValues.putOff && may('orders.work') ? (
        <DataTable.Col source="assignee" label={label('assignee')} disableSort />
      ) : null}
      {filterValues.putOff && may('orders.work') ? (
        <DataTable.Col
          source="followUpAt"
          label={label('followUpAt')}
          disableSort
          render={(order: OrderRow) => <RelativeTime at={order.followUpAt ?? null} bare />}
        />
      ) : null}
      {filterValues.evidenceEnds ? (
        <DataTable.Col
          source="evidenceValidUntil"
          label={label('evidenceValidUntil')}
          disableSort
          render={(order: OrderRow) => <EvidenceEnd at={order.evidenceValidUntil} />}
        />
      ) : null}
      <DataTable.Col
        source="updatedAt"
        label={label('updatedAt')}
        render={(order: OrderRow) => <RelativeTime at={order.updatedAt} bare />}
      />
      <DataTable.Col
        source="lastSyncedAt"
        label={label('lastSyncedAt')}
        disableSort
        render={(order: OrderRow) => <RelativeTime at={order.lastSyncedAt} bare />}
      />
      <DataTable.Col source="jurisdiction" label={label('jurisdiction')} disableSort />
      <DataTable.Col source="loa" label={label('loa')} disableSort />
    </DataTable>
  );
}

function rowLook(marked: boolean, peeked: boolean, accent: string) {
  return {
    ...(peeked ? { backgroundColor: 'action.selected' } : {}),
    ...(marked ? { boxShadow: `inset 3px 0 0 ${accent}` } : {}),
  };
}

/** The evidence's latest end: it may end sooner, with the ID document or the SIM. */
function EvidenceEnd({ at }: { at: string | null }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  if (at === null) return '–';
  return translate('desk.orders.facts.atLatest', { date: dateText(Date.parse(at), locale) });
}

function StatusCell({ order }: { order: OrderRow }) {
  const told =
    order.attention !== null && order.attention !== 'error' && order.attention !== 'unknown_status';
  return (
    <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}>
      <StatusChip status={order.status} wireStatus={order.wireStatus} />
      {told && order.attention ? <AttentionChip code={order.attention} /> : null}
    </Box>
  );
}

function RefCell({ order }: { order: OrderRow }) {
  return (
    <Box data-row-id={order.refId} sx={{ display: 'flex', alignItems: 'center' }}>
      <MuiLink component={Link} to={`/orders/${order.refId}`} onClick={(event) => event.stopPropagation()}>
        <IdText id={order.refId} plain />
      </MuiLink>
      <IdTextCopy id={order.refId} />
    </Box>
  );
}

function IdTextCopy({ id }: { id: string }) {
  const translate = useTranslate();
  return <CopyButton text={id} label={`${translate('desk.copy')}: Ref ID ${shortId(id)}`} />;
}

function StepCell({ order }: { order: OrderRow }) {
  if (order.step === null) return <span>–</span>;
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
      <strong>{order.step}</strong> <TeamChip team={order.supportTeam} short />
    </Box>
  );
}

function AgeCell({ order }: { order: OrderRow }) {
  const now = useNow();
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
      <RelativeTime at={order.statusChangedAt} bare />
      <AgeTag grade={ageGrade(order, now)} />
    </Box>
  );
}
