import { afterEach, expect, it } from 'vitest';
import { send, start, stopAll } from './harness.ts';

afterEach(stopAll);

const PROVIDER_TYPE = 'application/vnd.sc.miss.provider.v1+json';
const EVIDENCE_TYPE = 'application/vnd.sc.ras.evidence.v1+json';

it('answers the public request samples as they stand: token in the query string, filters as headers, vendor types', async () => {
  const simulator = await start();
  const query = new URLSearchParams({
    client_id: 'missswaggerclient',
    client_secret: 'missswaggerclientsecret',
    grant_type: 'client_credentials',
    scope: 'miss',
  });
  const granted = await send(`${simulator.tokenUrl}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(granted.status).toBe(200);
  const bearer = { authorization: `Bearer ${granted.body.access_token}` };

  const offered = await send(`${simulator.url}/api/providers?issuer=&jurisdiction=EIDAS&loa=3&method=video`, {
    headers: { ...bearer, issuer: '', jurisdiction: 'EIDAS', loa: '3' },
  });
  expect(offered.status).toBe(200);
  const methods = Object.values(offered.body) as { methodType: string }[];
  expect(new Set(methods.map(({ methodType }) => methodType))).toEqual(new Set(['Video']));

  const placed = await send(`${simulator.url}/api/providers/test/video`, {
    method: 'POST',
    headers: { ...bearer, accept: PROVIDER_TYPE, 'content-type': PROVIDER_TYPE },
    body: JSON.stringify({
      country: 'CH',
      dob: '1990-01-01',
      email: 'max@example.org',
      externalId: 'ACME-1',
      firstName: 'Max',
      language: 'de',
      lastName: 'Maximus',
      mobile: '+41791234567',
    }),
  });
  expect(placed.status).toBe(201);
  expect(placed.headers.get('content-type')).toContain(PROVIDER_TYPE);

  const status = await send(`${simulator.url}/api/identifications/${placed.body.refId}`, { headers: bearer });
  expect(status.body).toMatchObject({ refId: placed.body.refId, externalId: 'ACME-1' });

  const verified = await send(`${simulator.url}/api/evidences/verify`, {
    method: 'POST',
    headers: { accept: EVIDENCE_TYPE, 'content-type': 'application/json' },
    body: JSON.stringify({
      jurisdiction: 'zertes',
      distinguishedName: 'cn=Max Maximus, givenname=Max, surname=Maximus, c=CH',
      msisdn: '+41791234567',
      assuranceLevel: '4',
    }),
  });
  expect([verified.status, verified.body.code]).toEqual([404, 'EVIDENCE_NOT_FOUND']);
});
