import { readFileSync } from 'node:fs';
import type { CallDetail } from '@srs-desk/shared/api/calls.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { monthsBefore, runRetention } from '../../src/features/audit/retention.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { entryTexts } from '../ledger/entry-texts.ts';
import { STILL } from '../sync/desk-fixture.ts';

const NUMBER = '+41790001122';
const ORDER = {
  issuer: 'IDENTITY.TM',
  method: 'video',
  firstName: 'Quirina',
  lastName: 'Zwyssig',
  mobile: NUMBER,
};
const REASON = 'the customer rang about it';

interface Told {
  seq: number;
  uuid: string;
  refId?: string;
  subject?: string;
  sealed?: string;
  detail: Record<string, unknown>;
}

describe('what people see of a person', () => {
  let app: AppFixture;
  let admin: Caller;
  let refId: string;

  const told = (action: string): Told[] =>
    entryTexts(app.desk.reader, `action = '${action}'`).map((text) => JSON.parse(text));
  const opened = ({ uuid, subject = '', sealed = '' }: Told) =>
    app.desk.sealer.open({ uuid, subject, sealed });
  const search = (q: string) => admin.post('/api/search', { q });

  beforeAll(async () => {
    app = await startApp({
      simulator: { population: 'none', speed: STILL },
      env: { RETENTION_MONTHS: '1' },
    });
    admin = await app.as('admin');
    refId = (await admin.post('/api/orders', ORDER)).body.refId;
    await admin.post('/api/orders', { ...ORDER, firstName: 'Rolf', mobile: '+41790003344' });
  });
  afterAll(() => app.close());

  it('is an entry for each search for a person, its term sealed, its hits by Ref ID', async () => {
    for (const q of ['Zwyssig', 'zwyssig ', 'Zwys', NUMBER, 'Niemandsname']) await search(q);
    const searches = told('search.person');
    expect(searches.map((each) => opened(each)?.q)).toEqual(['Zwyssig', 'Zwys', NUMBER, 'Niemandsname']);
    expect(searches.map(({ detail }) => detail.hits)).toEqual([2, 2, 1, 0]);
    expect(searches[0]?.detail.refIds).toContain(refId);
    expect(searches[2]).toMatchObject({ refId, detail: { refIds: [refId], as: ['msisdn'] } });
    const texts = entryTexts(app.desk.reader);
    expect(texts.filter((text) => /zwys|niemandsname|0001122/i.test(text))).toEqual([]);
  });

  it('is an entry again when the same words show somebody else', async () => {
    const before = told('search.person').length;
    await search('Brunold');
    await admin.post('/api/orders', {
      ...ORDER,
      firstName: 'Beat',
      lastName: 'Brunold',
      mobile: '+41790005566',
    });
    await search('Brunold');
    await search('brunold');
    expect(
      told('search.person')
        .slice(before)
        .map(({ detail }) => detail.hits),
    ).toEqual([0, 1]);
  });

  it('is one field in the bodies of calls too, where one field is revealed', async () => {
    const call = async (): Promise<CallDetail> => {
      const { id } = (
        await admin.get(`/api/calls?filter=${JSON.stringify({ refId, operation: 'place_order' })}`)
      ).body[0];
      return (await admin.get(`/api/calls/${id}`)).body;
    };
    const before = await call();
    expect(before.requestBody).not.toMatch(/Zwyssig|Quirina|0001122/);
    expect(before.revealedUntil).toBeUndefined();
    await admin.post(`/api/orders/${refId}/reveal`, { reason: REASON, fields: ['lastName'] });
    const one = await call();
    expect(one.bodies).toBe('masked');
    expect(one.requestBody).toContain('Zwyssig');
    // Both say the same, so that both hide it at the same time.
    expect(one.revealedUntil).toBe((await admin.get(`/api/orders/${refId}`)).body.revealed.until);
    expect(one.requestBody).not.toMatch(/Quirina|0001122/);
    const all = ['msisdn', 'firstName', 'lastName', 'email', 'birthDate'];
    await admin.post(`/api/orders/${refId}/reveal`, { reason: REASON, fields: all });
    const whole = await call();
    expect(whole.bodies).toBe('clear');
    expect(whole.requestBody).toContain('Quirina');
  });

  it('keeps why it was shown when the person is erased and retention has run', async () => {
    const erased = await admin.post(`/api/orders/${refId}/erase`, {
      reason: 'asked to',
      confirm: true,
      pending: 'leave_open',
    });
    expect(erased.status).toBe(200);
    await runRetention(app.desk, monthsBefore(app.desk.clock.now(), 1));
    expect(told('personal_data.reveal').map((each) => opened(each)?.reason)).toEqual([REASON, REASON]);
    const reveal = told('personal_data.reveal')[0]?.seq;
    expect((await admin.get(`/api/audit/${reveal}`)).body).toMatchObject({ reason: REASON });
    expect((await admin.get(`/api/orders/${refId}/timeline`)).text).not.toContain(REASON);
    // What was searched for went with the one person found.
    const byNumber = told('search.person').find((each) => each.refId === refId);
    expect(byNumber && opened(byNumber)).toBeNull();
    expect(await checkFacts({ path: app.desk.config.databasePath })).toMatchObject({ differences: [] });
    expect(readFileSync(app.desk.config.databasePath).includes('Quirina')).toBe(false);
  });
});
