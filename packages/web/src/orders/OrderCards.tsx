import { Box, Card, CardActionArea } from '@mui/material';
import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useListContext } from 'react-admin';
import { Link } from 'react-router';
import { AgeTag } from '../kit/AgeTag.tsx';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { NextActorChip } from '../kit/TeamChip.tsx';
import { useNow } from '../kit/useNow.ts';
import { ageGrade } from './age-grade.ts';
import { StatusCell } from './OrderCell.tsx';

/** The list on a phone: one card per order, the whole card is the link. */
export function OrderCards() {
  const { data } = useListContext<OrderRow>();
  const now = useNow();
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
      {data?.map((order) => (
        <li key={order.refId}>
          <Card variant="outlined">
            <CardActionArea
              component={Link}
              to={`/orders/${order.refId}`}
              sx={{ p: 1, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.5 }}
            >
              <Box sx={{ display: 'flex', columnGap: 0.5, alignItems: 'center', flexWrap: 'wrap' }}>
                <StatusCell order={order} />
                <Box
                  component="span"
                  sx={{
                    ml: 'auto',
                    display: 'inline-flex',
                    alignItems: 'center',
                    gap: 0.5,
                    fontSize: '0.8125rem',
                  }}
                >
                  <RelativeTime at={order.statusChangedAt} bare /> <AgeTag grade={ageGrade(order, now)} />
                </Box>
              </Box>
              <Box sx={{ display: 'flex', gap: 1, justifyContent: 'space-between' }}>
                <span>{methodDisplayName(order.issuer, order.method)}</span>
                <IdText id={order.refId} plain />
              </Box>
              <Box
                sx={{
                  display: 'flex',
                  gap: 1,
                  justifyContent: 'space-between',
                  color: 'text.secondary',
                  fontSize: '0.8125rem',
                }}
              >
                <span>{order.externalId ?? ''}</span>
                {order.nextActor === null ? null : <NextActorChip actor={order.nextActor} />}
              </Box>
            </CardActionArea>
          </Card>
        </li>
      ))}
    </Box>
  );
}
