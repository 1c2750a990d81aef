import { Box, Button, Link as MuiLink } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useState } from 'react';
import { useCanAccess, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { IdText } from '../kit/IdText.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { accessTo } from '../session/access.ts';
import { CancelEarlierDialog } from './CancelEarlierDialog.tsx';
import { relationOf } from './order-in-time.ts';
import { isOpenAtSrs, usePersonOrders } from './use-person-orders.ts';

/** What stands so was there before this order. */
const EARLIER: ReadonlySet<string> = new Set(['predecessor', 'earlier']);

/** Earlier and later orders of this person, and the ones this order replaces or is replaced by. */
export function RelatedOrders() {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
  const rows = usePersonOrders(order);
  const [opened, setOpened] = useState(false);
  const { canAccess: mayCancel } = useCanAccess(accessTo('orders.cancel'));
  const { canAccess: mayPlace } = useCanAccess(accessTo('orders.place'));
  if (rows.length === 0) return null;
  const earlier = rows.filter((row) => isOpenAtSrs(row) && EARLIER.has(relationOf(order, row)));
  const act = mayCancel ? 'cancel' : 'ask';
  return (
    <Section title={translate('desk.orders.related.title')}>
      {earlier.length > 0 && mayPlace ? (
        <Button variant="outlined" sx={{ mb: 1 }} onClick={() => setOpened(true)}>
          {translate(`desk.orders.earlier.${act}.open`, { smart_count: earlier.length })}
        </Button>
      ) : null}
      {opened ? <CancelEarlierDialog orders={earlier} onClose={() => setOpened(false)} /> : null}
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75, fontSize: '0.84375rem' }}
      >
        {rows.map((row) => (
          <Box
            component="li"
            key={row.refId}
            sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}
          >
            <StatusChip status={row.status} wireStatus={row.wireStatus} />
            <MuiLink component={Link} to={`/orders/${row.refId}`}>
              <IdText id={row.refId} plain />
            </MuiLink>
            <span>{methodDisplayName(row.issuer, row.method)}</span>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {translate(`desk.orders.related.${relationOf(order, row)}`)} ·{' '}
              <RelativeTime at={row.createdAt} />
            </Box>
          </Box>
        ))}
      </Box>
    </Section>
  );
}
