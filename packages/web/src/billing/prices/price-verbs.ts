import type { Price } from '@srs-desk/shared/billing/price-list.ts';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { ask } from '../../api/http.ts';

export const priceVerbs = {
  /** Ends a price on the day on which the new one begins; both, or neither. */
  replacePrice: ({ id, ...body }: Price & { id: number }) =>
    ask<PriceRow>(`prices/${id}/replace`, { method: 'POST', body }),
};
