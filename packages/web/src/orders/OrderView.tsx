import { Box } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { hasTicket } from '@srs-desk/shared/process/order-ticket.ts';
import { useDeferredValue, useState } from 'react';
import { CanAccess, useCanAccess, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { OrderAuditCard } from '../audit/OrderAuditCard.tsx';
import { OrderCancellations } from '../cancellations/OrderCancellations.tsx';
import { FiveStepTracker } from '../kit/FiveStepTracker.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { useAnnounce } from '../live/useLive.ts';
import { ReplaceDialog } from '../place/ReplaceDialog.tsx';
import { accessTo } from '../session/access.ts';
import { AskBeforeTicket } from './AskBeforeTicket.tsx';
import { AskCancellationDialog } from './AskCancellationDialog.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { GuidedQuestions } from './GuidedQuestions.tsx';
import { MessageDialog } from './MessageDialog.tsx';
import { OrderActions } from './OrderActions.tsx';
import { OrderFactsCard } from './OrderFactsCard.tsx';
import { OrderHandovers } from './OrderHandovers.tsx';
import { OrderHeader } from './OrderHeader.tsx';
import { OrderTimeline } from './OrderTimeline.tsx';
import { PersonCard } from './PersonCard.tsx';
import { asksForOtherData, primaryAct } from './primary-act.ts';
import { RelatedOrders } from './RelatedOrders.tsx';
import { RequestNote } from './RequestNote.tsx';
import { SupersededNote } from './SupersededNote.tsx';
import { TicketDialog } from './TicketDialog.tsx';
import { TicketState } from './TicketState.tsx';
import { TurnCard } from './TurnCard.tsx';
import { isOpenAtSrs } from './use-person-orders.ts';
import { useHandover } from './useHandover.ts';
import { useOrderKeys } from './useOrderKeys.ts';
import { useOrderTriage } from './useOrderTriage.ts';
import { useOrderVerbs } from './useOrderVerbs.ts';
import { useReachedStep } from './useReachedStep.ts';
import { WorkCard } from './WorkCard.tsx';

/** What a key does that is for other roles. */
const NOT_THEIRS = () => undefined;

/** The case at the left with its timeline under it; the person, the facts and the work at the right. */
export function OrderView() {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
  const announce = useAnnounce();
  const onChanged = () => announce(['orders', 'handovers'], order.refId);
  const { canAccess: maySync } = useCanAccess(accessTo('orders.sync'));
  const { canAccess: mayVerify } = useCanAccess(accessTo('orders.verify'));
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'cancel' | 'ask' | 'message' | 'ticket' | 'replace' | null>(null);
  const { reading, link, answer, isAnswering, answerError } = useOrderTriage(order, onChanged);
  const reached = useReachedStep(order);
  const verbs = useOrderVerbs();
  const handover = useHandover(order, reading, onChanged);
  const ticket = handover.ticketFor({});
  const close = () => setDialog(null);
  const open = (asked: 'ticket' | 'message') => order.erasedAt === null && setDialog(asked);
  // Whose turn it is stands first; its story and the cards beside it are drawn after that.
  const wholly = useDeferredValue(true, false);
  // Where the data is the trouble it is not sent again as it was.
  const replace = () => {
    if (reading && asksForOtherData(reading)) navigate(`/orders/create?replaces=${order.refId}`);
    else setDialog('replace');
  };
  useOrderKeys({
    questions: reading?.questions ?? [],
    onAnswer: answer,
    acts: {
      c: handover.copy,
      t: ticket ? () => open('ticket') : handover.mayGive === false ? NOT_THEIRS : null,
      m: reading ? () => open('message') : order.triageFacts ? null : NOT_THEIRS,
      s: () => (order.erasedAt === null || isOpenAtSrs(order)) && maySync && verbs.sync.run(),
      v: () => order.erasedAt === null && mayVerify && order.status === 'terminated' && verbs.verify.run(),
    },
  });
  return (
    <Box sx={{ display: 'grid', gap: 2.5, pb: 4 }}>
      <OrderHeader
        actions={
          <OrderActions
            primary={reading && primaryAct(reading)}
            hasTicket={reading !== null && hasTicket(reading)}
            handover={handover}
            verbs={verbs}
            onReview={() => open('ticket')}
            onMessage={() => open('message')}
            onCancel={() => setDialog('cancel')}
            onAsk={() => setDialog('ask')}
            onReplace={replace}
          />
        }
      />
      <RequestNote onCancel={() => setDialog('cancel')} />
      <SupersededNote onCancel={() => setDialog('cancel')} onAsk={() => setDialog('ask')} />
      <FiveStepTracker
        // Where nobody has to do anything, SRS may hold it open all the same: that of an erased person.
        current={(reading ? reading.step : order.step) ?? (isOpenAtSrs(order) ? reached : null)}
        ended={reached}
        finished={order.status === 'terminated' && order.verifyStatus === 'valid'}
        note={
          order.triageFacts?.statusChangedAtKnown === false ? null : (
            <>
              {translate('desk.orders.since')} <RelativeTime at={order.statusChangedAt} bare />
            </>
          )
        }
      />
      <ProblemAlert error={verbs.sync.error ?? verbs.verify.error} />
      <ProblemAlert error={handover.error} onRetry={handover.retry} />
      <Box sx={columnsSx}>
        <Box sx={columnSx}>
          {reading ? (
            <Box sx={caseSx}>
              <TurnCard reading={reading} ticks={handover} />
              <GuidedQuestions questions={reading.questions} error={answerError} onAnswer={answer} />
              {ticket && hasTicket(reading) ? <TicketState ticket={ticket} verbs={verbs} /> : null}
            </Box>
          ) : null}
          {wholly ? (
            <CanAccess {...accessTo('orders.timeline')}>
              <OrderTimeline />
            </CanAccess>
          ) : null}
        </Box>
        {wholly ? (
          <Box sx={columnSx}>
            <PersonCard />
            <OrderFactsCard link={link} />
            <RelatedOrders />
            <OrderCancellations refId={order.refId} />
            <OrderHandovers />
            {order.erasedAt === null ? <WorkCard /> : null}
            <OrderAuditCard order={order} onChanged={onChanged} />
          </Box>
        ) : null}
      </Box>
      {dialog === 'cancel' ? <CancelDialog request={order.cancellationRequest?.id} onClose={close} /> : null}
      {dialog === 'ask' ? <AskCancellationDialog onClose={close} /> : null}
      {dialog === 'replace' ? <ReplaceDialog onClose={close} /> : null}
      <AskBeforeTicket handover={handover} />
      {dialog === 'ticket' ? <TicketDialog handover={handover} onClose={close} /> : null}
      {dialog === 'message' && reading ? (
        <MessageDialog
          order={order}
          waits={isAnswering}
          answerError={answerError}
          onClose={close}
          onDone={onChanged}
        />
      ) : null}
    </Box>
  );
}

const columnsSx = {
  display: 'grid',
  columnGap: 4,
  rowGap: 3,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.7fr) minmax(0, 1fr)' },
} as const;

const columnSx = { display: 'grid', gap: 3, alignContent: 'start', minWidth: 0 } as const;

const caseSx = {
  display: 'grid',
  gap: 2,
  p: 2,
  borderRadius: 1.5,
  border: 1,
  borderColor: 'divider',
  backgroundColor: 'background.paper',
} as const;
