import { afterEach, expect, it, vi } from 'vitest';
import { ask } from './http.ts';

/** A server that never answers. */
function silence(): void {
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    if (!signal) throw new Error('it would wait for ever');
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  });
}

afterEach(() => vi.unstubAllGlobals());

it('is an unreachable desk whose answer did not come in time', async () => {
  silence();
  const asked = ask('orders/1/work', { method: 'PUT', body: {}, timeoutMs: 5 });
  await expect(asked).rejects.toMatchObject({ httpStatus: null, code: 'unreachable' });
});

it('is no failure of the desk that who asked no longer wants to know', async () => {
  silence();
  const wanted = new AbortController();
  const asked = ask('orders/1', { signal: wanted.signal, timeoutMs: 5 });
  wanted.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});
