import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseScope } from '../../src/features/audit/erase-order.ts';
import { subjectsOfOrder } from '../../src/features/audit/log/person-scope.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { STILL } from '../sync/desk-fixture.ts';

const PERSON = { lastName: 'Mustermann', firstName: 'Beatrix', mobile: '079 123 45 67' };
const VIDEO = { issuer: 'IDENTITY.TM', method: 'video', ...PERSON };
const OTHER = { ...VIDEO, lastName: 'Fremdling', firstName: 'Otto', mobile: '079 999 88 77' };

interface Told {
  action: string;
  actor: string;
  operation?: string;
  opened?: Record<string, unknown>;
  detail: Record<string, unknown>;
}

describe('everything about a person as one file', () => {
  let app: AppFixture;
  let admin: Caller;
  let support: Caller;
  let refIds: string[];
  const asked = (format: 'json' | 'html', lang: 'en' | 'de', who = admin) =>
    who.post(`/api/orders/${refIds[0]}/person-file`, { format, lang, reason: 'letter of 3 March' });

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 'none', speed: STILL } });
    [admin, support] = [await app.as('admin'), await app.as('support')];
    const place = async (order: object): Promise<string> =>
      (await admin.post('/api/orders', order)).body.refId;
    refIds = [await place(VIDEO), await place({ ...VIDEO, externalId: 'ACME' })];
    await place(OTHER);
    await support.post(`/api/orders/${refIds[1]}/reveal`, { category: 'ticket', fields: ['msisdn'] });
    await support.post(`/api/orders/${refIds[1]}/notes`, { text: 'calls back at <noon>' });
    await support.post(`/api/orders/${refIds[0]}/handovers`, {
      ...{ step: 5, team: 'swisscom_service_desk', issue: 'terms_sms_missing', language: 'de' },
      ...{ subject: 'Kein SMS', body: 'Bitte prüfen', hasPersonalData: true },
    });
  });
  afterAll(() => app.close());

  it('holds orders, calls, tickets, notes and who saw it, in clear, and nobody else', async () => {
    const answer = await asked('json', 'en');
    expect(answer.status).toBe(200);
    const { orders, calls, tickets, notes, shown, ...file } = JSON.parse(answer.text);
    expect(file.refIds.sort()).toEqual([...refIds].sort());
    expect(
      orders.map((order: { lastName: string; msisdn: string }) => [order.lastName, order.msisdn]),
    ).toEqual([
      ['Mustermann', '+41791234567'],
      ['Mustermann', '+41791234567'],
    ]);
    const placed = calls.filter(({ operation }: Told) => operation === 'place_order');
    expect(placed.map(({ opened }: Told) => String(opened?.requestBody)).join()).toContain('Beatrix');
    expect(tickets.map(({ opened }: Told) => opened?.body)).toEqual(['Bitte prüfen']);
    expect(JSON.stringify(notes)).toContain('calls back at <noon>');
    expect(shown.map(({ actor, detail }: Told) => [actor, detail.category ?? detail.why])).toEqual([
      ['user:support', 'ticket'],
      ['user:support', 'hand-over'],
    ]);
    expect(answer.text).not.toMatch(/Fremdling|9998877/);
  });

  it('is a page that the person can read, in their language, and is in the log with its digest', async () => {
    const page = await asked('html', 'de');
    expect(page.headers['content-disposition']).toContain('attachment');
    expect(page.text).toContain('Wer Ihre Daten gesehen hat und warum');
    expect(page.text).toContain('calls back at &lt;noon&gt;');
    expect(page.text).not.toContain('<noon>');
    expect(page.text).toMatch(/<dt>Status<\/dt><dd>[A-Z][a-z ]+<\/dd>/);
    expect(page.text).not.toMatch(/<dt>[a-z]+[A-Z]/);
    expect(page.text).toMatch(/<dt>Nächster Schritt durch<\/dt><dd>(Die Person|Wir)<\/dd>/);
    expect(page.text).toMatch(
      /<dt>Zuständig<\/dt><dd>(Swisscom|Service Provider|Identifikations)[^<\d]+<\/dd>/,
    );
    const log = app.desk.reader.connection
      .sql(
        `SELECT ${ENTRY_JSON} FROM entries WHERE action = 'personal_data.disclose' ORDER BY seq DESC LIMIT 1`,
      )
      .pluck()
      .get();
    const entry = JSON.parse(String(log));
    const sha256 = createHash('sha256').update(page.text).digest('hex');
    expect(entry).toMatchObject({
      actor: 'user:admin',
      refId: refIds[0],
      detail: { format: 'html', sha256 },
    });
    expect(String(log)).not.toContain('letter of');
    // The next file tells of this one.
    const { shown } = JSON.parse((await asked('json', 'en')).text);
    expect(shown.map(({ action }: Told) => action)).toContain('personal_data.disclose');
  });

  it('says what is missing in it since it was erased, in their language', async () => {
    const whole = JSON.parse((await asked('json', 'en')).text);
    expect(whole.missing).toEqual({ pruned: null, erasures: false, closedRecords: 0 });
    expect((await asked('html', 'en')).text).toContain('Nothing that the desk had of you is missing');
    const { body } = await admin.post('/api/orders', VIDEO);
    const subjects = subjectsOfOrder(app.desk.reader, body.refId);
    const by = { actor: 'system', origin: 'system' } as const;
    await eraseScope(app.desk, by, { refIds: [body.refId], subjects }, 'by age');
    const less = JSON.parse((await asked('json', 'en')).text);
    expect([less.refIds.sort(), less.missing.erasures]).toEqual([[...refIds].sort(), true]);
    expect((await asked('html', 'de')).text).toContain('Was von Ihnen schon gelöscht wurde, fehlt');
  });

  it('is given to admins alone, and of nobody who was erased', async () => {
    expect((await asked('json', 'en', support)).status).toBe(403);
    expect((await asked('json', 'en', await app.as('auditor'))).status).toBe(403);
    const erased = { confirm: true, pending: 'leave_open', reason: 'as asked' };
    expect((await admin.post(`/api/orders/${refIds[0]}/erase`, erased)).status).toBe(200);
    const refused = await asked('json', 'en');
    expect([refused.status, refused.body.code]).toEqual([409, 'order_erased']);
  });
});
