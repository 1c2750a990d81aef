import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, LinearProgress } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { IdText } from '../kit/IdText.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { ErrorState } from '../kit/States.tsx';
import { useMay } from '../session/useMay.ts';
import { LatestEvents } from './LatestEvents.tsx';
import { TurnCard } from './TurnCard.tsx';
import { useHandover } from './useHandover.ts';
import { useOrderTriage } from './useOrderTriage.ts';
import { WorkCard } from './WorkCard.tsx';

/** One order beside the list: whose turn, why, and the next action; the list stays where it is. */
export function OrderSidePanel({ refId, onClose }: { refId: string; onClose(): void }) {
  const translate = useTranslate();
  const order = useApi<OrderDetail>(`orders/${refId}`, { refreshOn: ['orders'], refreshId: refId });
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
      {order.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {order.error ? <ErrorState error={order.error} onRetry={order.refetch} /> : null}
      {order.data ? <Brief key={refId} order={order.data} onChanged={order.refetch} /> : null}
    </Box>
  );
}

function Brief({ order, onChanged }: { order: OrderDetail; onChanged(): void }) {
  const translate = useTranslate();
  const may = useMay();
  const { reading, work, refetchWork } = useOrderTriage(order, onChanged);
  const handover = useHandover(order, reading, onChanged);
  return (
    <>
      <StatusChip status={order.status} wireStatus={order.wireStatus} />
      {reading ? <TurnCard reading={reading} brief /> : null}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button component={Link} to={`/orders/${order.refId}`} variant="contained">
          {translate('desk.orders.open')}
        </Button>
        {reading?.step && may('orders.handover') ? (
          <Button variant="outlined" disabled={handover.give.busy} onClick={handover.copy}>
            {translate('desk.orders.handover.copy')}
          </Button>
        ) : null}
      </Box>
      <ProblemAlert error={handover.give.error} />
      <WorkCard refId={order.refId} work={work} onChanged={refetchWork} />
      <LatestEvents refId={order.refId} />
    </>
  );
}
