import { afterEach, describe, expect, it } from 'vitest';
import {
  BANK_DATA,
  BANK_PATH,
  caller,
  control,
  handClock,
  send,
  start,
  stopAll,
  token,
  VIDEO_PATH,
} from './harness.ts';

afterEach(stopAll);

const FORM = {
  client_id: 'missswaggerclient',
  client_secret: 'missswaggerclientsecret',
  grant_type: 'client_credentials',
  scope: 'miss',
};
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('token endpoint', () => {
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  const post = async (fields: Record<string, string>, headers: Record<string, string> = {}, query = '') => {
    const simulator = await start();
    return send(`${simulator.tokenUrl}${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  };

  it('takes the parameters in the body, in the query, and with the test environment’s basic login', async () => {
    const inBody = await post(FORM);
    expect(inBody.status).toBe(200);
    expect(inBody.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'miss' });
    expect((await post({}, {}, `?${new URLSearchParams(FORM)}`)).status).toBe(200);
    expect((await post(FORM, basic('client:clientpassword'))).status).toBe(200);
    const { client_id: _id, client_secret: _secret, ...rest } = FORM;
    expect((await post(rest, basic('missswaggerclient:missswaggerclientsecret'))).status).toBe(200);
  });

  it.each([
    ['a wrong secret', { ...FORM, client_secret: 'x' }, {}, 401, 'invalid_client'],
    ['a wrong basic login', FORM, basic('client:wrong'), 401, 'invalid_client'],
    ['another grant', { ...FORM, grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
    ['another scope', { ...FORM, scope: 'admin' }, {}, 400, 'invalid_scope'],
  ])('refuses %s', async (_, fields, headers, status, error) => {
    const reply = await post(fields, headers);
    expect(reply.status).toBe(status);
    expect(reply.body.error).toBe(error);
  });

  it('is demanded by SRS and not by RA', async () => {
    const simulator = await start({ population: 1 });
    const [refId] = simulator.refIds();
    const path = `${simulator.url}/api/identifications/${refId}`;
    expect((await send(path)).status).toBe(401);
    const headers = { authorization: 'Bearer nonsense' };
    const refused = await send(path, { headers });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('invalid_token');
    expect((await send(`${simulator.url}/api/providers`)).status).toBe(401);
    const body = JSON.stringify({ jurisdiction: 'eidas', msisdn: '+41790001234', assuranceLevel: '4' });
    const verify = await send(`${simulator.url}/api/evidences/verify`, { method: 'POST', body });
    expect([verify.status, verify.body.code]).toEqual([404, 'EVIDENCE_NOT_FOUND']);
  });

  it('lets tokens expire by the fault setting, those issued before too', async () => {
    const clock = handClock();
    const simulator = await start({ population: 1, now: clock.now });
    const headers = { authorization: `Bearer ${await token(simulator)}` };
    const path = `${simulator.url}/api/identifications/${simulator.refIds()[0]}`;
    expect((await send(path, { headers })).status).toBe(200);
    await control(simulator, 'PUT', '/faults', { tokenTtlSeconds: 60 });
    expect((await send(path, { headers })).status).toBe(200);
    clock.pass(61);
    expect((await send(path, { headers })).status).toBe(401);
    await control(simulator, 'PUT', '/faults', {});
    expect((await send(path, { headers })).status).toBe(200);
  });
});

describe('placing', () => {
  it('answers 201 with the ids, the target URL and the vendor type that was asked for', async () => {
    const simulator = await start();
    const type = 'application/vnd.sc.miss.provider.v1+json';
    const reply = await send(`${simulator.url}/api/providers/${VIDEO_PATH}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token(simulator)}`, accept: type, 'content-type': type },
      body: JSON.stringify({ lastName: 'Maximus', externalId: ' Kunde 7 ' }),
    });
    expect(reply.status).toBe(201);
    expect(reply.headers.get('content-type')).toBe(type);
    expect(reply.body).toMatchObject({
      issuer: 'IDENTITY.TM',
      method: 'VIDEO IDENTITY.TM',
      status: 'CREATED',
      externalId: ' Kunde 7 ',
    });
    expect(reply.body.refId).toMatch(UUID);
    expect(reply.body.orderId).toMatch(/^ITM-[2-9A-Z]{10}$/);
    expect((await send(String(reply.body.targetUrl))).status).toBe(200);
    expect(Math.abs(Date.parse(String(reply.body.createdAt)) - Date.now())).toBeLessThan(5000);
  });

  it('takes an empty payload for video and gives no Order ID for other providers', async () => {
    const simulator = await start();
    const { place, srs } = await caller(simulator);
    expect((await srs('POST', `/api/providers/${VIDEO_PATH}`)).status).toBe(201);
    const mocked = await place('test/video');
    expect(mocked.status).toBe(201);
    expect(mocked.body).not.toHaveProperty('orderId');
    const bank = await place(BANK_PATH, BANK_DATA);
    expect(bank.status).toBe(201);
    expect(bank.body).not.toHaveProperty('orderId');
  });

  it.each(['firstName', 'lastName', 'dob', 'mobile', 'country'])('demands %s for the bank', async (field) => {
    const { place } = await caller(await start());
    const reply = await place(BANK_PATH, { ...BANK_DATA, [field]: ' ' });
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.body.errors).toEqual([{ field, message: 'mandatory for this method' }]);
  });

  it.each([
    [{ dob: '1980-02-30' }, 'dob'],
    [{ mobile: 'call me' }, 'mobile'],
    [{ lastName: 7 }, 'lastName'],
  ])('refuses unreadable data: %o', async (data, field) => {
    const { place } = await caller(await start());
    const reply = await place(VIDEO_PATH, data);
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([expect.objectContaining({ field })]);
  });

  it('refuses unknown methods, broken JSON and bodies over 1 MiB', async () => {
    const simulator = await start();
    const { place } = await caller(simulator);
    expect((await place('NOBODY/video')).status).toBe(404);
    const post = async (body: string) =>
      send(`${simulator.url}/api/providers/test/video`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await token(simulator)}` },
        body,
      });
    expect((await post('{"lastName":')).body.code).toBe('INVALID_JSON');
    expect((await post(' '.repeat(1_100_000))).status).toBe(413);
    expect(simulator.refIds()).toEqual([]);
  });
});

describe('status and cancelling', () => {
  it('answers the documented fields, only what has happened, and no number before it is known', async () => {
    const simulator = await start();
    const { place, status } = await caller(simulator);
    const known = await place(VIDEO_PATH, { mobile: '0041 79 000 12 34', externalId: 'A' });
    const { refId, orderId, targetUrl } = known.body;
    const reply = await status(refId);
    expect(reply.body).toMatchObject({ refId, orderId, targetUrl, mobile: '+41790001234', externalId: 'A' });
    expect(reply.body.statuses).toEqual([{ status: 'CREATED', at: known.body.createdAt }]);
    const unknown = await status((await place(VIDEO_PATH)).body.refId);
    expect(unknown.body).not.toHaveProperty('mobile');
    expect((await status('00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });

  it('cancels once: 204, then 409 ORDER_FINAL, 404 for a stranger, and the truth counts', async () => {
    const simulator = await start();
    const { place, status, cancel } = await caller(simulator);
    const { refId } = (await place(VIDEO_PATH)).body;
    expect((await cancel(refId)).status).toBe(204);
    const again = await cancel(refId);
    expect([again.status, again.body.code]).toEqual([409, 'ORDER_FINAL']);
    expect((await cancel('unknown')).status).toBe(404);
    expect((await status(refId)).body.status).toBe('CANCELLED');
    expect(simulator.truth(String(refId))).toMatchObject({ cancelled: 1, cancelRequests: 2 });
  });

  it.each([
    ['Terminated', 409],
    ['ERROR', 409],
    ['data ready', 204],
    ['ON_HOLD', 204],
  ])('may cancel an order that is %s: %i', async (set, expected) => {
    const simulator = await start();
    const { place, cancel } = await caller(simulator);
    const { refId } = (await place(VIDEO_PATH)).body;
    await control(simulator, 'POST', `/identifications/${refId}`, { status: set });
    expect((await cancel(refId)).status).toBe(expected);
  });
});

describe('call log', () => {
  it('numbers every request of the three services and leaves the controls and pages out', async () => {
    const simulator = await start();
    const { place, status } = await caller(simulator);
    const placed = await place(VIDEO_PATH);
    await status(placed.body.refId);
    await send(String(placed.body.targetUrl));
    await send(`${simulator.url}/api/nowhere`, { headers: { 'x-correlation-id': 'mine' } });
    const all: unknown = JSON.parse((await control(simulator, 'GET', '/calls?since=0')).text);
    expect(all).toMatchObject([
      { n: 1, method: 'POST', path: '/oauth/token', operation: 'token', status: 200 },
      { n: 2, path: `/api/providers/${VIDEO_PATH}`, operation: 'place_order', refId: placed.body.refId },
      { n: 3, path: `/api/identifications/${placed.body.refId}`, operation: 'get_status', status: 200 },
      { n: 4, path: '/api/nowhere', operation: 'other', status: 404, correlationId: 'mine' },
    ]);
    const page: unknown = JSON.parse((await control(simulator, 'GET', '/calls?since=1&limit=2')).text);
    expect(page).toMatchObject([{ n: 2 }, { n: 3 }]);
    expect(JSON.stringify(all)).not.toContain('missswaggerclientsecret');
  });
});
