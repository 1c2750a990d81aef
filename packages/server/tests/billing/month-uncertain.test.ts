import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { startApp } from '../http/app-fixture.ts';
import { startRawSrs } from '../sync/raw-srs.ts';

it('tells which orders of a month it cannot date for sure', async () => {
  const srs = await startRawSrs();
  const [dated = '', undated = ''] = [randomUUID(), randomUUID()];
  srs.answer = (_method, path) => {
    const refId = path.replace('/api/identifications/', '');
    const at = refId === dated ? '2026-03-02T08:00:00Z' : 'gestern';
    return { body: JSON.stringify({ refId, status: 'CREATED', statuses: [{ status: 'CREATED', at }] }) };
  };
  const app = await startApp({
    env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
    desk: { clock: { now: () => Date.parse('2026-03-20T08:00:00Z') } },
  });
  try {
    const admin = await app.as('admin');
    const { body } = await admin.post('/api/orders/import', { refIds: [dated, undated] });
    expect(body.counts).toMatchObject({ new: 2 });
    const behind = async (outcome: string) => {
      const answer = await admin.get(`/api/usage/orders?period=2026-03${outcome}`);
      expect(answer.status, answer.text).toBe(200);
      return new Set(answer.body.map(({ refId }: { refId: string }) => refId));
    };
    expect(await behind('')).toEqual(new Set([dated, undated]));
    expect(await behind('&outcome=month_uncertain')).toEqual(new Set([undated]));
    const { reasons } = (await admin.get('/api/usage/completeness?period=2026-03')).body;
    expect(reasons).toContainEqual({ code: 'month_uncertain', count: 1, blocks: expect.any(Boolean) });
  } finally {
    await app.close();
    await srs.close();
  }
});
