import type { CustomFetch } from 'openid-client';
import { Unavailable } from '../../../platform/errors.ts';
import type { Recorder } from '../../../platform/recorder/recorder.ts';

const TIMEOUT_MS = 10_000;

/** The provider cannot be asked: why stands in the message, for the log. */
export class ProviderUnreachable extends Unavailable {
  constructor(why: string) {
    super('provider_unreachable', `The identity provider cannot be asked: ${why}.`);
  }
}

/**
 * How the provider is asked: through the recorder, at the issuer's host alone.
 * @throws ProviderUnreachable
 */
export function fetchThrough(recorder: Pick<Recorder, 'call' | 'upstreams'>): CustomFetch {
  const own = recorder.upstreams.of('oidc').origin;
  return async (address, { method, headers, body }) => {
    const { origin, pathname, search } = new URL(address);
    if (origin !== own) throw new ProviderUnreachable(`it names ${origin}, which is not the issuer’s host`);
    const { exchange } = await recorder.call(
      {
        upstream: 'oidc',
        method: method === 'POST' ? 'POST' : 'GET',
        path: pathname + search,
        headers,
        body: body == null ? undefined : String(body),
        timeoutMs: TIMEOUT_MS,
      },
      { operation: 'other', actor: 'system', origin: 'system', subject: null, attempt: 1 },
      () => ({}),
    );
    if (exchange.kind !== 'answer') throw new ProviderUnreachable(exchange.kind.replace('_', ' '));
    const { status, body: text, headers: answered } = exchange;
    return new Response(text === '' ? null : text, { status, headers: answered });
  };
}
