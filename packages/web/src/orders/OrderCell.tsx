import { Link as MuiLink } from '@mui/material';
import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { type ListColumnField, ORDER_FIELDS } from '@srs-desk/shared/order/fields.ts';
import type { CSSProperties, ReactNode } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { shortId } from '../format/amounts.ts';
import { dateText } from '../format/time.ts';
import { AgeTag } from '../kit/AgeTag.tsx';
import { CopyButton } from '../kit/CopyButton.tsx';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { AttentionChip, StatusChip, VerifyChip } from '../kit/StateChip.tsx';
import { NextActorChip, TeamChip } from '../kit/TeamChip.tsx';
import { useNow } from '../kit/useNow.ts';
import { ageGrade } from './age-grade.ts';

/** Fields that are shown otherwise than as the text or the time they hold. */
const CELLS: Readonly<Partial<Record<ListColumnField, (order: OrderRow) => ReactNode>>> = {
  status: (order) => <StatusCell order={order} />,
  refId: (order) => <RefCell order={order} />,
  method: (order) => (
    <span style={{ whiteSpace: 'nowrap' }}>{methodDisplayName(order.issuer, order.method)}</span>
  ),
  nextActor: (order) => <NextActorChip actor={order.nextActor} />,
  step: (order) => <StepCell order={order} />,
  statusChangedAt: (order) => <AgeCell order={order} />,
  orderId: (order) => <IdText id={order.orderId} kind="Order ID" />,
  verifyStatus: (order) => <VerifyChip status={order.verifyStatus} />,
  evidenceId: (order) => <IdText id={order.evidenceId} />,
  evidenceValidUntil: (order) => <EvidenceEnd at={order.evidenceValidUntil} />,
};

/** A field of an order in the list. */
export function OrderCell({ field, order }: { field: ListColumnField; order: OrderRow }) {
  const cell = CELLS[field];
  if (cell !== undefined) return cell(order);
  const value = order[field] ?? null;
  if (ORDER_FIELDS[field].kind === 'time')
    return <RelativeTime at={value === null ? null : String(value)} bare />;
  return value;
}

/** The evidence's latest end: it may end sooner, with the ID document or the SIM. */
function EvidenceEnd({ at }: { at: string | null }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  if (at === null) return '–';
  return translate('desk.orders.facts.atLatest', { date: dateText(Date.parse(at), locale) });
}

/** The status, and what needs attention where the status does not say it. */
export function StatusCell({ order }: { order: OrderRow }) {
  const told =
    order.attention !== null && order.attention !== 'error' && order.attention !== 'unknown_status';
  return (
    <div style={{ display: 'flex', gap: 4, flexWrap: 'wrap' }}>
      <StatusChip status={order.status} wireStatus={order.wireStatus} />
      {told && order.attention ? <AttentionChip code={order.attention} /> : null}
    </div>
  );
}

function RefCell({ order }: { order: OrderRow }) {
  return (
    <div data-row-id={order.refId} style={{ display: 'flex', alignItems: 'center' }}>
      <MuiLink component={Link} to={`/orders/${order.refId}`} onClick={(event) => event.stopPropagation()}>
        <IdText id={order.refId} plain />
      </MuiLink>
      <IdTextCopy id={order.refId} />
    </div>
  );
}

function IdTextCopy({ id }: { id: string }) {
  const translate = useTranslate();
  return <CopyButton text={id} label={`${translate('desk.copy')}: Ref ID ${shortId(id)}`} />;
}

function StepCell({ order }: { order: OrderRow }) {
  if (order.step === null) return <span>–</span>;
  return (
    <span style={IN_LINE}>
      <strong>{order.step}</strong> <TeamChip team={order.supportTeam} short />
    </span>
  );
}

const IN_LINE: CSSProperties = { display: 'inline-flex', gap: 6, alignItems: 'center' };

function AgeCell({ order }: { order: OrderRow }) {
  const now = useNow();
  return (
    <span style={IN_LINE}>
      <RelativeTime at={order.statusChangedAt} bare />
      <AgeTag grade={ageGrade(order, now)} />
    </span>
  );
}
