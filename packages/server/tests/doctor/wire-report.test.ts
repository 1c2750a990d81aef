import { randomUUID } from 'node:crypto';
import { wireReportLines } from '@srs-desk/shared/doctor/wire-report.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wireReport } from '../../src/features/connection/doctor/wire-report.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { type Fixture, register, startFixture } from '../sync/desk-fixture.ts';
import { type RawSrs, startRawSrs } from '../sync/raw-srs.ts';

const ADMIN: Principal = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' };

describe('the wire report', () => {
  let srs: RawSrs;
  let fixture: Fixture;
  beforeAll(async () => {
    srs = await startRawSrs();
    fixture = await startFixture({
      env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
    });
  });
  afterAll(async () => {
    await fixture.close();
    await srs.close();
  });

  it('tells the forms of every field, and no value that is somebody’s', async () => {
    const refId = randomUUID();
    const body = {
      refId,
      status: 'INITIALIZED',
      orderId: 777123,
      firstName: 'Zoë',
      mobile: '+41797771234',
      dob: '1984-02-29',
      targetUrl: { href: 'https://isp.example/secret' },
      statuses: { status: 'INITIALIZED', at: '31.10.2026 11:00' },
      priority: 'high for Zoë',
    };
    srs.answer = () => ({ body: JSON.stringify(body) });
    await register(fixture.desk, [refId]);
    await fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
    const report = await wireReport(fixture.desk, ADMIN);
    const status = report.operations.find(({ operation }) => operation === 'get_status');
    expect(status).toMatchObject({ answers: 1, http: { '200 application/json': 1 } });
    const forms = Object.fromEntries((status?.fields ?? []).map((one) => [one.field, one.forms]));
    expect(forms).toMatchObject({
      orderId: { number: 1 },
      externalId: { nothing: 1 },
      status: { 'text INITIALIZED': 1 },
      statuses: { object: 1 },
      'statuses.at': { 'text 99.99.9999 99:99': 1 },
      dob: { 'text 9999-99-99': 1 },
      targetUrl: { object: 1 },
    });
    const text = wireReportLines('en', report).join('\n');
    expect(text).toContain('orderId: DIFFERS (number × 1)');
    expect(text).toContain('firstName: as assumed (text × 1)');
    expect(text).toContain('priority: not known to the desk (text × 1)');
    expect(text).toContain('get_status targetUrl: object × 1');
    for (const personal of [refId, '777123', 'Zoë', '79777', '1984', 'secret', 'access_token: t'])
      expect(text).not.toContain(personal);
    expect(wireReportLines('de', report).join('\n')).toContain('orderId: WEICHT AB (number × 1)');
  });
});
