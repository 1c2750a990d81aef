import type { InvoiceAgain } from '@srs-desk/shared/billing/wire.ts';
import { useNotify, useTranslate } from 'react-admin';

/** Says that an invoice was compared again, and of how many decisions and notes it was the end. */
export function useTellDropped(done: string): (invoice: Partial<InvoiceAgain>) => void {
  const notify = useNotify();
  const translate = useTranslate();
  return ({ decisionsDropped = 0 }) => {
    if (decisionsDropped === 0) return notify(done, { type: 'success' });
    const dropped = translate('desk.invoices.dropped', { smart_count: decisionsDropped });
    notify(`${translate(done)} ${dropped}`, { type: 'warning', autoHideDuration: null });
  };
}
