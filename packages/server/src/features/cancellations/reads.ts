import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { StaleRule } from '@srs-desk/shared/cancellation/stale.ts';
import type { Reader } from '../../platform/db/reader.ts';
import {
  countStale,
  countSuperseded,
  type Page,
  type SupersededFilter,
  staleOrders,
  supersededOrders,
} from './candidate-queries.ts';
import { gatherPlan, gatherProposal } from './gather-orders.ts';
import { listItems } from './item-queries.ts';
import { listJobs } from './job-queries.ts';

/** What the read thread can read of cancellations: a job may have as many orders as there are, and so may what could be one. */
export const cancellationReads = {
  'cancellations.plan': gatherPlan,
  'cancellations.proposal': gatherProposal,
  'cancellations.list': (reader: Reader, query: ListQuery) => listJobs(reader, query),
  'cancellations.items': (reader: Reader, { jobId, query }: { jobId: number; query: ListQuery }) =>
    listItems(reader, jobId, query),
  'cancellations.superseded': (
    reader: Reader,
    { filter, page }: { filter: SupersededFilter; page: Page },
  ) => ({
    rows: supersededOrders(reader, filter, page),
    total: countSuperseded(reader, filter),
  }),
  'cancellations.stale': (
    reader: Reader,
    { rule, now, page }: { rule: StaleRule; now: number; page: Page },
  ) => ({ rows: staleOrders(reader, rule, now, page), total: countStale(reader, rule, now) }),
};

type CancellationReads = typeof cancellationReads;

declare module '../../platform/threads/reads.ts' {
  interface Reads extends CancellationReads {}
}
