import { Alert } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useCanAccess, useLocaleState, useTranslate } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { accessTo } from '../session/access.ts';

/** So often the page says that it is still open, ms; who comes meanwhile is told by the event stream. */
const SAYS_SO_EVERY_MS = 20_000;

/** Who else has this order before them: two agents on one case should know of each other before they both act. */
export function OrderViewers() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { canAccess: mayWork } = useCanAccess(accessTo('orders.work'));
  const { id } = useRecord<OrderDetail>();
  const { data } = useRead('viewers', 'readViewers', mayWork ? { id } : null, {
    refetchInterval: SAYS_SO_EVERY_MS,
  });
  const others = data?.others ?? [];
  if (others.length === 0) return null;
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(others.map(({ name }) => name));
  return (
    <Alert severity="info" className="desk-screen-only" role="status">
      {translate('desk.orders.viewers', { smart_count: others.length, names })}
    </Alert>
  );
}
