import { maskBirthDate, maskEmail, maskName, maskNumber } from '@srs-desk/shared/api/masking.ts';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { orderField } from '@srs-desk/shared/order/fields.ts';
import { type ReactNode, useMemo } from 'react';
import { RecordContextProvider, useShowContext } from 'react-admin';
import { useRecord } from '../kit/list/use-record.ts';
import { useOver } from '../kit/use-over.ts';

const MASKS = { number: maskNumber, name: maskName, email: maskEmail, birthDate: maskBirthDate } as const;

/** What was revealed is hidden when its time is over, though the order comes from the cache or cannot be read again. */
export function HiddenAgain({ children }: { children: ReactNode }) {
  const order = useRecord<OrderDetail>();
  const { refetch } = useShowContext();
  const isOver = useOver(order.revealed?.until, () => void refetch());
  const shown = useMemo(() => (isOver ? masked(order) : order), [order, isOver]);
  return <RecordContextProvider value={shown}>{children}</RecordContextProvider>;
}

/** The order as the server gives it without a reveal. */
function masked(order: OrderDetail): OrderDetail {
  const fields = (order.revealed?.fields ?? []).map((field) => {
    const { mask } = orderField(field);
    return [field, mask === undefined ? null : MASKS[mask](order[field] ?? null)];
  });
  return { ...order, ...Object.fromEntries(fields), revealed: null };
}
