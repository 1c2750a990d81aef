import type { BillableRule } from '@srs-desk/shared/billing/billable.ts';
import type { Price } from '@srs-desk/shared/billing/price-list.ts';
import type { GroupRowView, PriceRow, RuleRow } from '@srs-desk/shared/billing/wire.ts';
import { ask } from '../../api/http.ts';

export const priceVerbs = {
  addPrice: (body: Price) => ask<PriceRow>('prices', { method: 'POST', body }),
  changePrice: ({ id, ...body }: Price & { id: number }) =>
    ask<PriceRow>(`prices/${id}`, { method: 'PUT', body }),
  addRule: (body: BillableRule) => ask<RuleRow>('billable-rules', { method: 'POST', body }),
  changeRule: ({ id, ...body }: BillableRule & { id: number }) =>
    ask<RuleRow>(`billable-rules/${id}`, { method: 'PUT', body }),
  addToGroup: (body: { externalId: string; group: string }) =>
    ask<GroupRowView>('price-groups', { method: 'POST', body }),
  /** Ends a price on the day on which the new one begins; both, or neither. */
  replacePrice: ({ id, ...body }: Price & { id: number }) =>
    ask<PriceRow>(`prices/${id}/replace`, { method: 'POST', body }),
};
