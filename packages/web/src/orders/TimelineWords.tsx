import { Box } from '@mui/material';
import type { TimelineItem } from '@srs-desk/shared/api/timeline.ts';
import { isVerifyStatus } from '@srs-desk/shared/order/status.ts';
import { verifyTarget } from '@srs-desk/shared/order/verify-target.ts';
import type { ReactNode } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { lawName } from '../format/law-name.ts';
import { clockText, durationText } from '../format/time.ts';
import { OutcomeChip, StatusChip, ToneText, VerifyChip } from '../kit/StateChip.tsx';
import { useActDetail } from './useActDetail.ts';

/** What an event says in words. */
export function TimelineWords({ item }: { item: TimelineItem }): ReactNode {
  const translate = useTranslate();
  switch (item.kind) {
    case 'status':
      return (
        <>
          <StatusChip status={item.status} wireStatus={item.wireStatus} />
          {item.transition === 'regression' ? (
            <ToneText tone="warn">{translate('desk.orders.timeline.regression')}</ToneText>
          ) : null}
        </>
      );
    case 'call':
      return <CallWords item={item} />;
    case 'note':
      return (
        <Written
          actor={item.actor}
          what={translate('desk.orders.timeline.aNote')}
          text={item.text ?? translate('desk.orders.timeline.erased')}
        />
      );
    case 'verify':
    case 'handover':
    case 'act':
      return <ActWords item={item} />;
  }
}

type CallItem = Extract<TimelineItem, { kind: 'call' }>;

function CallWords({ item }: { item: CallItem }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const operation = translate(`desk.words.operation.${item.operation}`, { _: item.operation });
  if (item.count > 1) return <EqualCalls item={item} operation={operation} />;
  return (
    <>
      <span>{operation}</span>
      <OutcomeChip {...item} />
      <Quiet>
        {item.durationMs === null ? '' : `${durationText(item.durationMs, locale)} · `}
        {translate(`desk.words.origin.${item.origin}`, { _: item.origin })}
      </Quiet>
    </>
  );
}

/** Equal calls in a row: how many, and what still held at the last of them. */
function EqualCalls({ item, operation }: { item: CallItem; operation: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const clock = (at: string) => clockText(Date.parse(at), deskNow(), locale);
  const still = item.operation === 'get_status' && item.outcome === 'ok' && item.status !== null;
  return (
    <>
      <span>
        {translate(still ? 'desk.orders.timeline.still' : 'desk.orders.timeline.times', {
          count: item.count,
          what: still ? translate(`desk.words.status.${item.status}`) : operation,
          last: clock(item.at),
        })}
      </span>
      {still ? null : <OutcomeChip {...item} />}
      <Quiet>
        {translate('desk.orders.timeline.since', { first: clock(item.firstAt) })} ·{' '}
        {translate(`desk.words.origin.${item.origin}`, { _: item.origin })}
      </Quiet>
    </>
  );
}

function ActWords({ item }: { item: Extract<TimelineItem, { kind: 'verify' | 'handover' | 'act' }> }) {
  const translate = useTranslate();
  const detailOf = useActDetail();
  const { to, answer } = item.detail;
  const askedFor = verifyTarget.safeParse(item.detail.askedFor);
  if (item.kind === 'verify' && isVerifyStatus(answer) && askedFor.success) {
    const { jurisdiction, loa } = askedFor.data;
    return (
      <>
        <span>{translate('desk.orders.timeline.askedFor', { law: lawName(jurisdiction), loa })}</span>{' '}
        <VerifyChip status={answer} />
      </>
    );
  }
  if (item.kind === 'verify' && isVerifyStatus(to)) {
    return (
      <>
        <span>{translate('desk.words.action.order.verify.changed')}</span> <VerifyChip status={to} />
      </>
    );
  }
  const what = translate(`desk.words.action.${item.action}`, { _: item.action });
  const detail = detailOf(item);
  return (
    <Written
      actor={item.actor}
      what={what}
      detail={detail}
      text={item.text}
      folded={item.kind === 'handover'}
    />
  );
}

interface WrittenProps {
  actor: string;
  what: string;
  detail?: string | null;
  text: string | null;
  /** A long text stays folded until asked for. */
  folded?: boolean;
}

function Written({ actor, what, detail, text, folded }: WrittenProps) {
  const translate = useTranslate();
  return (
    <Box sx={{ minWidth: 0 }}>
      <span>{what}</span>
      {detail ? <span>{`: ${detail}`}</span> : null} <Quiet>{actorName(actor)}</Quiet>
      {text && folded ? (
        <Box component="details" sx={{ '& summary': { cursor: 'pointer', color: 'primary.main' } }}>
          <summary>{translate('desk.orders.timeline.showTicket')}</summary>
          <Text>{text}</Text>
        </Box>
      ) : text ? (
        <Text>{text}</Text>
      ) : null}
    </Box>
  );
}

function Text({ children }: { children: string }) {
  return <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{children}</Box>;
}

/** `user:anna` → `anna`; machines keep their kind. */
export function actorName(actor: string): string {
  return actor.startsWith('user:') ? actor.slice(5) : actor;
}

function Quiet({ children }: { children: ReactNode }) {
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {children}
    </Box>
  );
}
