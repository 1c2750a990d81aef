import type { DoctorFinding } from '@srs-desk/shared/api/connection.ts';
import type { FindingCode } from '@srs-desk/shared/doctor/checks.ts';
import type { SupportTeam } from '@srs-desk/shared/process/teams.ts';
import { describeFailure, type SrsFailure } from '../../../platform/srs/errors.ts';

/** What a failed call means for whoever runs the desk. */
interface Diagnosis {
  finding: DoctorFinding;
  team: SupportTeam | null;
  /** The way to the service stands although this call failed. */
  harmless: boolean;
}

/** What Node and OpenSSL call it, and what it is. */
const CONNECTION_FAULTS: readonly (readonly [RegExp, FindingCode])[] = [
  [/^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/, 'certificate_expired'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'certificate_of_another'],
  [/^ERR_SSL_.*ALERT|^ERR_SSL_.*HANDSHAKE_FAILURE/, 'certificate_wanted'],
  [/^ERR_SSL_/, 'no_tls'],
  [/^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|INVALID_CA)/, 'certificate_unknown'],
  // With TLS 1.3 a client certificate that misses is told after the handshake, as a connection that ends.
  [/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/, 'connection_closed'],
  [/^PROXY_/, 'proxy_failed'],
];

function connectionFault(detail: string): FindingCode | undefined {
  return CONNECTION_FAULTS.find(([form]) => form.test(detail))?.[1];
}

const OURS = 'service_provider_support';
const SWISSCOM = 'swisscom_service_desk';

/**
 * Reads a failure of one of the doctor's calls (guide §6.2, step 1): what was seen, and whom to turn to. `host` is the service
 * that was asked, without path or query. Pure.
 */
export function diagnose(failure: SrsFailure, host: string): Diagnosis {
  const words = describeFailure(failure);
  const seen = (code: FindingCode, team: SupportTeam | null, harmless = false): Diagnosis => ({
    finding: { code, params: { host, words } },
    team,
    harmless,
  });
  switch (failure.kind) {
    case 'token_failed':
      return diagnoseToken(failure.cause, host);
    case 'network_error':
      return seen(connectionFault(failure.detail) ?? 'unreachable', OURS);
    case 'timeout':
      return seen('no_answer', SWISSCOM);
    case 'invalid_response':
      return seen('not_understood', OURS);
    case 'unauthorized':
      return seen('token_refused', SWISSCOM);
    case 'rate_limited':
      return seen('rate_limited', null, true);
    case 'not_from_srs':
      return seen('wrong_address', OURS);
    case 'http_error':
      if (failure.status >= 500) return seen('server_error', SWISSCOM);
      return seen(failure.status === 404 ? 'wrong_address' : 'refused', OURS);
    case 'breaker_open':
    case 'paused':
      return {
        finding: { code: 'held_back', params: { until: new Date(failure.until).toISOString() } },
        team: null,
        harmless: false,
      };
    default:
      return seen('refused', SWISSCOM);
  }
}

/** At the token endpoint a 400 or 401 speaks of the credentials (RFC 6749 §5.2). */
function diagnoseToken(cause: SrsFailure, host: string): Diagnosis {
  const refused =
    cause.kind === 'unauthorized' || (cause.kind === 'http_error' && [400, 401, 403].includes(cause.status));
  if (!refused) return diagnose(cause, host);
  return {
    finding: { code: 'credentials_refused', params: { host, words: describeFailure(cause) } },
    team: SWISSCOM,
    harmless: false,
  };
}
