import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import type { ComponentType } from 'react';

/** A card of the home page. Verticals add theirs here; who lacks the permission does not see it. */
export interface DeskCard {
  id: string;
  permission: Permission;
  /** Smaller stands first. Queue 10, follow-ups 20, hand-overs 30, month 38, today 40, all orders 42, invoice lines 52, changes 54, months 56, health 60. */
  order: number;
  /** In the narrow column at the right, where there is room for two. */
  side?: true;
  load(): Promise<{ default: ComponentType }>;
}

export const cards: readonly DeskCard[] = [
  {
    id: 'cancellation-requests',
    permission: 'cancellations.read',
    order: 4,
    load: () => import('./CancellationRequestsCard.tsx'),
  },
  {
    id: 'proposals',
    permission: 'cancellations.approve',
    order: 5,
    load: () => import('./ProposalsCard.tsx'),
  },
  {
    id: 'approvals',
    permission: 'approvals.decide',
    order: 2,
    load: () => import('./ApprovalsCard.tsx'),
  },
  {
    id: 'controls',
    permission: 'settings.write',
    order: 3,
    load: () => import('./ControlsCard.tsx'),
  },
  { id: 'left-open', permission: 'orders.cancel', order: 7, load: () => import('./LeftOpenCard.tsx') },
  { id: 'orphans', permission: 'orders.place', order: 6, load: () => import('./OrphansCard.tsx') },
  { id: 'queue', permission: 'orders.work', order: 10, load: () => import('./QueueCard.tsx') },
  {
    id: 'followups',
    permission: 'orders.work',
    order: 20,
    side: true,
    load: () => import('./FollowUpsCard.tsx'),
  },
  { id: 'handovers', permission: 'orders.handover', order: 30, load: () => import('./HandoversCard.tsx') },
  { id: 'month', permission: 'usage.read', order: 38, load: () => import('./MonthCard.tsx') },
  { id: 'today', permission: 'stats.read', order: 40, side: true, load: () => import('./TodayCard.tsx') },
  { id: 'statuses', permission: 'stats.read', order: 42, side: true, load: () => import('./StatusCard.tsx') },
  {
    id: 'openLines',
    permission: 'invoices.read',
    order: 52,
    side: true,
    load: () => import('./OpenLinesCard.tsx'),
  },
  { id: 'changes', permission: 'usage.read', order: 54, load: () => import('./ChangesCard.tsx') },
  {
    id: 'periods',
    permission: 'periods.read',
    order: 56,
    side: true,
    load: () => import('./PeriodsCard.tsx'),
  },
  { id: 'health', permission: 'stats.health', order: 60, side: true, load: () => import('./HealthCard.tsx') },
  { id: 'log', permission: 'audit.read', order: 61, load: () => import('../audit/LogCard.tsx') },
  {
    id: 'denials',
    permission: 'audit.read',
    order: 65,
    side: true,
    load: () => import('../audit/DenialsCard.tsx'),
  },
];
