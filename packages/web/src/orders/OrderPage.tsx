import { Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isFinal } from '@srs-desk/shared/order/status.ts';
import { PROCESS_STEPS, TICKET_FIELD_NAMES } from '@srs-desk/shared/process/steps.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { useBilingual } from '../i18n/useBilingual.ts';
import { FiveStepTracker } from '../kit/FiveStepTracker.tsx';
import { IdText } from '../kit/IdText.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { ErrorState } from '../kit/States.tsx';
import { useAnnounce } from '../live/useLive.ts';
import { useMay } from '../session/useMay.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { GuidedQuestions } from './GuidedQuestions.tsx';
import { MessageDialog } from './MessageDialog.tsx';
import { NoteForm } from './NoteForm.tsx';
import { OrderFactsCard } from './OrderFactsCard.tsx';
import { OrderHeader } from './OrderHeader.tsx';
import { OrderTimeline } from './OrderTimeline.tsx';
import { PersonCard } from './PersonCard.tsx';
import { TurnCard } from './TurnCard.tsx';
import { useHandover } from './useHandover.ts';
import { useOrderKeys } from './useOrderKeys.ts';
import { useOrderTriage } from './useOrderTriage.ts';
import { useOrderVerbs } from './useOrderVerbs.ts';

/** Where does it hang, what do I do, who takes it? */
export default function OrderPage() {
  const { refId = '' } = useParams();
  const translate = useTranslate();
  const order = useApi<OrderDetail>(`orders/${refId}`, { refreshOn: ['orders'], refreshId: refId });
  const announce = useAnnounce();
  if (order.isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (order.error || !order.data) return <ErrorState error={order.error} onRetry={order.refetch} />;
  return (
    <OrderView key={refId} order={order.data} onChanged={() => announce(['orders', 'handovers'], refId)} />
  );
}

function OrderView({ order, onChanged }: { order: OrderDetail; onChanged(): void }) {
  const translate = useTranslate();
  const may = useMay();
  const pick = useBilingual();
  const [dialog, setDialog] = useState<'cancel' | 'message' | null>(null);
  const { reading, answer, answerError } = useOrderTriage(order);
  const verbs = useOrderVerbs(order, onChanged);
  const { ticket, handOver } = useHandover(order, reading, onChanged);
  useOrderKeys({
    refId: order.refId,
    questions: reading?.questions ?? [],
    onAnswer: answer,
    onCopy: () => void handOver.run(),
    onMessage: () => reading && setDialog('message'),
    onSync: () => may('orders.sync') && void verbs.sync.run(),
  });
  // A terminated order counts as finished for a cancellation, whatever its verify call says.
  const wanted = PROCESS_STEPS.find(({ step }) => step === reading?.step)?.ticketFields ?? [];
  const final = order.status === 'terminated' || isFinal(order.status, order.verifyStatus);
  return (
    <Box sx={{ display: 'grid', gap: 2.5, pb: 4 }}>
      <OrderHeader
        order={order}
        actions={
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            {ticket && may('orders.handover') ? (
              <Button
                variant="contained"
                aria-keyshortcuts="c"
                disabled={handOver.busy}
                onClick={() => void handOver.run()}
              >
                {translate('desk.orders.handover.copy')}
              </Button>
            ) : null}
            {reading && may('orders.handover') ? (
              <Button variant="outlined" aria-keyshortcuts="m" onClick={() => setDialog('message')}>
                {translate('desk.orders.message.open')}
              </Button>
            ) : null}
            {may('orders.sync') ? (
              <Button
                variant="outlined"
                aria-keyshortcuts="s"
                disabled={verbs.sync.busy}
                onClick={() => void verbs.sync.run()}
              >
                {translate('desk.orders.verbs.sync')}
              </Button>
            ) : null}
            {may('orders.verify') && order.status === 'terminated' ? (
              <Button variant="outlined" disabled={verbs.verify.busy} onClick={() => void verbs.verify.run()}>
                {translate('desk.orders.verbs.verify')}
              </Button>
            ) : null}
            {may('orders.cancel') && !final ? (
              <Button variant="outlined" color="error" onClick={() => setDialog('cancel')}>
                {translate('desk.orders.cancel.open')}
              </Button>
            ) : null}
          </Box>
        }
      />
      <FiveStepTracker
        current={reading?.step ?? order.step}
        finished={order.status === 'terminated' && order.verifyStatus === 'valid'}
        note={
          <>
            {translate('desk.orders.since')} <RelativeTime at={order.statusChangedAt} bare />
          </>
        }
      />
      <ProblemAlert error={verbs.sync.error ?? verbs.verify.error ?? handOver.error} />
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.6fr) minmax(0, 1fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3, alignContent: 'start', minWidth: 0 }}>
          {reading ? (
            <Box
              sx={{
                display: 'grid',
                gap: 2,
                p: 2,
                borderRadius: 1.5,
                border: 1,
                borderColor: 'divider',
                backgroundColor: 'background.paper',
              }}
            >
              <TurnCard reading={reading} />
              <GuidedQuestions questions={reading.questions} error={answerError} onAnswer={answer} />
              {wanted.length > 0 ? (
                <Box sx={{ fontSize: '0.875rem' }}>
                  <strong>{translate('desk.orders.handover.data')}</strong>{' '}
                  {wanted.map((field) => pick(TICKET_FIELD_NAMES[field])).join(', ')}
                </Box>
              ) : null}
              {ticket && ticket.missing.length > 0 ? (
                <Box sx={{ fontSize: '0.875rem', color: 'text.secondary' }}>
                  {translate('desk.orders.handover.missing')}{' '}
                  {ticket.missing.map((field) => pick(TICKET_FIELD_NAMES[field])).join(', ')}
                </Box>
              ) : null}
            </Box>
          ) : null}
          {may('orders.timeline') ? (
            <Box>
              {may('orders.note') ? <NoteForm refId={order.refId} onDone={onChanged} /> : null}
              <OrderTimeline refId={order.refId} />
            </Box>
          ) : null}
        </Box>
        <Box sx={{ display: 'grid', gap: 3, alignContent: 'start', minWidth: 0 }}>
          <PersonCard order={order} onChanged={onChanged} />
          <OrderFactsCard order={order} />
          <OtherOrders order={order} />
        </Box>
      </Box>
      {dialog === 'cancel' ? (
        <CancelDialog order={order} cancel={verbs.cancel} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'message' && reading ? (
        <MessageDialog order={order} reading={reading} onClose={() => setDialog(null)} onDone={onChanged} />
      ) : null}
    </Box>
  );
}

function OtherOrders({ order }: { order: OrderDetail }) {
  const translate = useTranslate();
  const others = order.samePerson ?? [];
  if (others.length === 0) return null;
  return (
    <Section title={translate('desk.orders.samePerson')}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {others.map((refId) => (
          <li key={refId}>
            <MuiLink component={Link} to={`/orders/${refId}`}>
              <IdText id={refId} plain />
            </MuiLink>
          </li>
        ))}
      </Box>
    </Section>
  );
}
