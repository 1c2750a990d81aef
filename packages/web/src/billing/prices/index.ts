import { lazy } from 'react';
import type { DeskResource } from '../../desk-resource.ts';

/** What is paid for an order. Its list has a section each for what is billable and for groups of customers. */
export const prices: DeskResource = {
  name: 'prices',
  list: lazy(() => import('./PriceList.tsx')),
};

export const billableRules: DeskResource = { name: 'billable-rules' };

export const priceGroups: DeskResource = { name: 'price-groups' };
