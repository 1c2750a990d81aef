import type { Route } from '../../../platform/http/route.ts';
import { candidateRoutes } from './candidates.ts';
import { jobRoutes } from './jobs.ts';
import { policyRoutes } from './policies.ts';

/** Cancellations: candidates before jobs, so that `/superseded` is not read as a number. */
export const cancellationRoutes: readonly Route[] = [...candidateRoutes, ...jobRoutes, ...policyRoutes];
