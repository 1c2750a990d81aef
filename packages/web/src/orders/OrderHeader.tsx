import ChevronLeftOutlined from '@mui/icons-material/ChevronLeftOutlined';
import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import { Box, IconButton, Link as MuiLink, Tooltip } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import type { ReactNode } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { IdText } from '../kit/IdText.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { AttentionChip, StatusChip, VerifyChip } from '../kit/StateChip.tsx';
import { OrderViewers } from './OrderViewers.tsx';
import { placeIn, rememberedQueue } from './queue-memory.ts';

/** Which order this is, its place in the queue, and what can be done with it. */
export function OrderHeader({ actions }: { actions: ReactNode }) {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
  return (
    <Box>
      <QueueNav refId={order.refId} />
      <PageTitle
        title={`${methodDisplayName(order.issuer, order.method)} · ${order.refId.slice(0, 8)}`}
        aside={
          <Box component="span" sx={{ display: 'inline-flex', gap: 0.5, flexWrap: 'wrap' }}>
            <StatusChip status={order.status} wireStatus={order.wireStatus} large withSrsName />
            {order.status === 'terminated' ? <VerifyChip status={order.verifyStatus} /> : null}
            {order.attentionAll
              .filter(
                (code) => code !== 'error' && !(code === 'terms_pending' && order.status === 'terminated'),
              )
              .map((code) => (
                <AttentionChip key={code} code={code} />
              ))}
          </Box>
        }
        actions={actions}
      >
        <Box component="span" sx={{ display: 'inline-flex', columnGap: 2, rowGap: 0.25, flexWrap: 'wrap' }}>
          <span>
            Ref ID <IdText id={order.refId} kind="Ref ID" whole />
          </span>
          {order.orderId ? (
            <span>
              Order ID <IdText id={order.orderId} kind="Order ID" />
            </span>
          ) : null}
          <span>External ID {order.externalId ?? translate('desk.orders.noExternalId')}</span>
        </Box>
      </PageTitle>
      <OrderViewers />
    </Box>
  );
}

function QueueNav({ refId }: { refId: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const queue = rememberedQueue();
  const place = placeIn(queue, refId);
  if (!queue || !place) {
    return (
      <Box className="desk-screen-only" sx={{ mb: 0.5, fontSize: '0.8125rem' }}>
        <MuiLink component={Link} to="/orders">
          {translate('desk.orders.title')}
        </MuiLink>
      </Box>
    );
  }
  const step = (to: string | null, name: string, Icon: typeof ChevronLeftOutlined) => (
    <Tooltip title={name}>
      <span>
        <IconButton
          size="small"
          aria-label={name}
          disabled={to === null}
          component={Link}
          to={to ? `/orders/${to}` : '.'}
        >
          <Icon fontSize="small" />
        </IconButton>
      </span>
    </Tooltip>
  );
  return (
    <Box
      component="nav"
      className="desk-screen-only"
      aria-label={translate('desk.orders.queue.label')}
      sx={{ display: 'flex', alignItems: 'center', gap: 0.5, mb: 0.5, fontSize: '0.8125rem' }}
    >
      {step(place.previous, translate('desk.orders.queue.previous'), ChevronLeftOutlined)}
      <MuiLink component={Link} to={queue.backTo}>
        {translate('desk.orders.queue.place', {
          position: countText(place.position, locale),
          total: countText(queue.total, locale, queue.capped),
        })}
      </MuiLink>
      {step(place.next, translate('desk.orders.queue.next'), ChevronRightOutlined)}
    </Box>
  );
}
