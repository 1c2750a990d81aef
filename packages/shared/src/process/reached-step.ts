import type { OrderStatus } from '../order/status.ts';
import type { StepNumber } from './teams.ts';

/**
 * The process step (guide §6.1) that an order reached: of one that ended without success by its status before that; null where
 * none is known. `hadLink`: SRS had given its Target URL; `started`: its user is known to have begun the identification.
 */
export function reachedStep(
  status: OrderStatus | null,
  { hadLink, started }: { hadLink: boolean; started: boolean },
): StepNumber | null {
  switch (status) {
    case 'created':
      return hadLink ? 2 : 1;
    case 'initialized':
      return started ? 3 : 2;
    case 'identification_done':
    case 'data_ready':
      return 4;
    case 'terminated':
      return 5;
    default:
      return null;
  }
}
