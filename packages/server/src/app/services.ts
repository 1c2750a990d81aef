import type { Authenticator } from '../features/access/sessions/authenticate.ts';
import type { Denials } from '../features/access/sessions/denials.ts';
import type { LoginLimiter } from '../features/access/sessions/login-limiter.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';

/** What belongs to the HTTP side alone, made once per app. */
export interface HttpServices {
  readonly authenticator: Authenticator;
  readonly limiter: LoginLimiter;
  readonly denials: Denials;
  readonly metrics: Metrics;
  /** The API's description, made out of the route table. */
  readonly openApi: () => unknown;
}
