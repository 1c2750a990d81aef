import type { Authenticator } from '../auth/authenticate.ts';
import type { Denials } from '../auth/denials.ts';
import type { LoginLimiter } from '../auth/login-limiter.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** What belongs to the HTTP side alone, made once per app. */
export interface HttpServices {
  readonly authenticator: Authenticator;
  readonly limiter: LoginLimiter;
  readonly denials: Denials;
  readonly metrics: Metrics;
  /** The API's description, made out of the route table. */
  readonly openApi: () => unknown;
}
