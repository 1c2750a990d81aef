import { afterEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../src/start-simulator.ts';
import {
  BANK_DATA,
  BANK_PATH,
  caller,
  control,
  type Fields,
  handClock,
  send,
  start,
  stopAll,
  VIDEO_PATH,
} from './harness.ts';

afterEach(stopAll);

async function placed(provider: string, data: Fields = {}, speed = 1) {
  const clock = handClock();
  const simulator = await start({ now: clock.now, speed });
  const { place } = await caller(simulator);
  const { body } = await place(provider, data);
  const url = String(body.targetUrl);
  const refId = String(body.refId);
  const act = (action: string, fields: Record<string, string> = {}) =>
    send(`${url}/${action}`, { method: 'POST', body: new URLSearchParams(fields) });
  const page = async (query = '', headers: Record<string, string> = {}) =>
    (await send(`${url}${query}`, { headers })).text;
  const status = () => simulator.truth(refId)?.status;
  return { simulator, clock, url, refId, act, page, status };
}

async function lookAtTerms(simulator: Simulator, refId: string) {
  return simulator.truth(refId)?.verify;
}

describe('the page at the target URL', () => {
  it('speaks the browser’s language, or the one asked for', async () => {
    const { page } = await placed(VIDEO_PATH);
    expect(await page('', { 'accept-language': 'de-CH,de;q=0.9,en;q=0.5' })).toContain('<html lang="de">');
    expect(await page('', { 'accept-language': 'fr' })).toContain('<html lang="en">');
    expect(await page('?lang=de', { 'accept-language': 'en' })).toContain('Identifikation beginnen');
  });

  it('changes nothing by being looked at', async () => {
    const { page, simulator, refId } = await placed(VIDEO_PATH);
    const before = simulator.truth(refId);
    await page();
    expect(simulator.truth(refId)).toEqual(before);
  });

  it('leads a person through to the accepted terms', async () => {
    const { act, page, status, clock, simulator, refId } = await placed(VIDEO_PATH, {
      mobile: '+41790001111',
    });
    expect(await page()).toContain('Ready to begin');
    expect((await act('start')).status).toBe(303);
    expect(await page()).toContain('The identification is running');
    await act('finish');
    expect(status()).toBe('IDENTIFICATION_DONE');
    clock.pass(301);
    expect(status()).toBe('DATA_READY');
    clock.pass(60);
    expect(status()).toBe('TERMINATED');
    expect(await lookAtTerms(simulator, refId)).toBe('TERMS_NOT_ACCEPTED');
    expect(await page()).toContain('Accept the terms');
    await act('accept_terms');
    expect(await lookAtTerms(simulator, refId)).toBe('OK');
    expect(await page()).toContain('All done');
  });

  it('lets a connection be lost and the URL be used again', async () => {
    const { act, page, status, clock } = await placed(VIDEO_PATH);
    await act('start');
    await act('lose');
    expect(status()).toBe('INITIALIZED');
    expect(await page()).toContain('Begin again');
    clock.pass(30 * 86_400);
    expect(status()).toBe('INITIALIZED');
    await act('start');
    await act('fail', { outcome: 'negative', reason: '<b>blurred</b>' });
    expect(status()).toBe('IDENTIFICATION_NEGATIVELY_CONDUCTED');
    const html = await page();
    expect(html).toContain('&lt;b&gt;blurred&lt;/b&gt;');
    expect(html).not.toContain('<b>blurred');
  });

  it('allows a bank login five more tries within 60 minutes of the first', async () => {
    const { act, page, status, clock } = await placed(BANK_PATH, BANK_DATA);
    for (let round = 0; round < 6; round++) {
      clock.pass(60);
      await act('start');
      await act('lose');
    }
    expect(await page()).toContain('used too often');
    expect((await act('start')).headers.get('location')).toContain('refused=1');
    clock.pass(3600 - 5 * 60 - 1);
    expect(status()).toBe('INITIALIZED');
    clock.pass(2);
    expect(status()).toBe('NEGATIVE_IDENTIFICATION');
    expect(await page()).toContain('Session timed out');
  });

  it('shortens the bank session by the speed', async () => {
    const { act, status, clock } = await placed(BANK_PATH, BANK_DATA, 60);
    await act('start');
    clock.pass(59);
    expect(status()).toBe('INITIALIZED');
    clock.pass(2);
    expect(status()).toBe('NEGATIVE_IDENTIFICATION');
  });

  it('sets any status at the test provider, and only there', async () => {
    const mock = await placed('test/video', { mobile: '+41790002222' });
    await mock.act('mock', { status: 'DATA_READY', reason: '' });
    expect(mock.status()).toBe('DATA_READY');
    const video = await placed(VIDEO_PATH);
    expect((await video.act('mock', { status: 'DATA_READY' })).headers.get('location')).toContain(
      'refused=1',
    );
    expect(video.status()).toBe('CREATED');
  });

  it('refuses what no longer fits, and knows no strangers', async () => {
    const { act, page, url, refId, simulator } = await placed(VIDEO_PATH);
    await control(simulator, 'POST', `/identifications/${refId}`, { status: 'CANCELLED' });
    expect(await page()).toContain('This order was cancelled');
    expect((await act('finish')).headers.get('location')).toContain('refused=1');
    expect((await act('explode')).status).toBe(404);
    expect((await send(url.replace(refId, 'nobody'))).status).toBe(404);
  });
});
