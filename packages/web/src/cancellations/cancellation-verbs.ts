import type { JobDetail, PlanInput } from '@srs-desk/shared/cancellation/wire.ts';
import { ask, type RequestOptions } from '../api/http.ts';

const post = (path: string, body: unknown = {}, options: RequestOptions = {}) =>
  ask<JobDetail>(path, { ...options, method: 'POST', body });

export const cancellationVerbs = {
  /** Makes a plan; it cancels nothing. */
  planCancellation: (body: PlanInput) => post('cancellations', body),
  /** Runs a plan, or asks a second admin to approve it. The reason only where it differs from the plan's. */
  executeCancellation: ({ id, idempotencyKey, ...body }: ExecuteInput) =>
    post(`cancellations/${id}/execute`, body, { idempotencyKey }),
  discardCancellation: ({ id }: OfJob) => post(`cancellations/${id}/discard`),
  approveCancellation: ({ id, confirm }: OfJob & { confirm: number }) =>
    post(`cancellations/${id}/approve`, { confirm }),
  rejectCancellation: ({ id, reason }: OfJob & { reason: string }) =>
    post(`cancellations/${id}/reject`, { reason }),
  pauseCancellation: ({ id }: OfJob) => post(`cancellations/${id}/pause`),
  resumeCancellation: ({ id }: OfJob) => post(`cancellations/${id}/resume`),
  stopCancellation: ({ id, reason }: OfJob & { reason: string }) =>
    post(`cancellations/${id}/stop`, { reason }),
  /** A plan of the orders that failed. */
  retryCancellation: ({ id }: OfJob) => post(`cancellations/${id}/retry-failed`),
  /** A plan of the orders that a stopped cancellation left. */
  planRemainder: ({ id }: OfJob) => post(`cancellations/${id}/plan-remainder`),
  /** Lets a rule look now, before its time. */
  runPolicy: ({ id }: { id: number }) => post(`cancellation-policies/${id}/run`),
};

interface OfJob {
  id: number;
}

interface ExecuteInput extends OfJob {
  /** The count as typed. */
  confirm: number;
  reason?: string;
  idempotencyKey: string;
}
