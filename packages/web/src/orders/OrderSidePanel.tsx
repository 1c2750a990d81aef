import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, LinearProgress } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { hasTicket } from '@srs-desk/shared/process/order-ticket.ts';
import { ShowBase, useCanAccess, useShowContext, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { IdText } from '../kit/IdText.tsx';
import { WHOLE } from '../kit/list/ShowStates.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { ErrorState } from '../kit/States.tsx';
import { useAnnounce } from '../live/useLive.ts';
import { accessTo } from '../session/access.ts';
import { AskBeforeTicket } from './AskBeforeTicket.tsx';
import { HiddenAgain } from './HiddenAgain.tsx';
import { LatestEvents } from './LatestEvents.tsx';
import { StatusCell } from './OrderCell.tsx';
import { TurnCard } from './TurnCard.tsx';
import { useHandover } from './useHandover.ts';
import { useOrderTriage } from './useOrderTriage.ts';
import { WorkCard } from './WorkCard.tsx';

/** One order beside the list: whose turn, why, and the next action; the list stays where it is. */
export function OrderSidePanel({ refId, onClose }: { refId: string; onClose(): void }) {
  const translate = useTranslate();
  return (
    <Box
      component="aside"
      aria-label={translate('desk.orders.turn.label')}
      sx={{
        borderLeft: 1,
        borderColor: 'divider',
        pl: 2,
        minWidth: 0,
        display: 'grid',
        gap: 2,
        alignContent: 'start',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <IdText id={refId} kind="Ref ID" />
        <IconButton size="small" aria-label={translate('desk.close')} onClick={onClose} sx={{ ml: 'auto' }}>
          <CloseOutlined fontSize="small" />
        </IconButton>
      </Box>
      <ShowBase<OrderDetail> resource="orders" id={refId} queryOptions={WHOLE} disableAuthentication>
        <BriefStates />
      </ShowBase>
    </Box>
  );
}

/** As `ShowStates`, without a title of its own: the page has one. */
function BriefStates() {
  const translate = useTranslate();
  const { record, error, refetch } = useShowContext<OrderDetail>();
  if (record)
    return (
      <HiddenAgain key={record.id}>
        <Brief />
      </HiddenAgain>
    );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <LinearProgress aria-label={translate('desk.loading')} />;
}

function Brief() {
  const translate = useTranslate();
  const { canAccess: mayHandover } = useCanAccess(accessTo('orders.handover'));
  const order = useRecord<OrderDetail>();
  const announce = useAnnounce();
  const onChanged = () => announce(['orders', 'handovers'], order.refId);
  const { reading } = useOrderTriage(order, onChanged);
  const handover = useHandover(order, reading, onChanged);
  return (
    <>
      <StatusCell order={order} />
      {reading ? <TurnCard reading={reading} brief /> : null}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button component={Link} to={`/orders/${order.refId}`} variant="contained">
          {translate('desk.orders.open')}
        </Button>
        {reading && hasTicket(reading) && mayHandover ? (
          <Button variant="outlined" disabled={handover.isBusy} onClick={handover.copy}>
            {translate('desk.orders.handover.copy')}
          </Button>
        ) : null}
      </Box>
      <AskBeforeTicket handover={handover} />
      <ProblemAlert error={handover.error} onRetry={handover.retry} />
      <WorkCard />
      <LatestEvents />
    </>
  );
}
