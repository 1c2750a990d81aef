import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NoticeWatch } from '../../src/features/notifications/watch.ts';
import { growLarge, place, tell, verify } from '../billing/billing-fixture.ts';
import { listen } from '../gateway/gateway-fixture.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { register, until } from '../sync/desk-fixture.ts';

const HOUR = 3_600_000;
const SECRET = 'a secret of the webhook';

let smtp: SMTPServer;
let hook: Server;
let mails: string[];
let posts: { signature: string; body: string }[];
/** Status codes that the webhook answers next, 0 for no answer; 204 after them. */
let answers: number[];
/** The mail server takes a mail and says nothing. */
let isMailSilent: boolean;
let app: AppFixture;
let admin: Caller;
let offset: number;

/** A time zone in which it is about noon, so that an hour later is the same month. */
function zoneAtNoon(): string {
  const hoursBehind = new Date().getUTCHours() - 12;
  return `Etc/GMT${hoursBehind < 0 ? '' : '+'}${hoursBehind}`;
}

beforeEach(async () => {
  mails = [];
  posts = [];
  answers = [];
  isMailSilent = false;
  offset = 0;
  smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _, done) =>
      username === 'desk' && password === 'hunter2' ? done(null, { user: 'desk' }) : done(new Error('no')),
    allowInsecureAuth: true,
    onData(stream, _, done) {
      let text = '';
      stream.on('data', (piece: Buffer) => {
        text += piece.toString('utf8');
      });
      stream.on('end', () => {
        mails.push(text);
        if (!isMailSilent) done();
      });
    },
  });
  const smtpPort = await new Promise<number>((resolve) => {
    const server = smtp.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  hook = createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (piece: string) => {
      body += piece;
    });
    req.on('end', () => {
      posts.push({ signature: String(req.headers['x-srs-desk-signature']), body });
      const status = answers.shift() ?? 204;
      if (status > 0) res.writeHead(status).end();
    });
  });
  app = await startApp({
    desk: { clock: { now: () => Date.now() + offset } },
    env: {
      BILLING_TIME_ZONE: zoneAtNoon(),
      RETENTION_MONTHS: '24',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(smtpPort),
      SMTP_SECURITY: 'none',
      SMTP_USER: 'desk',
      SMTP_PASSWORD: 'hunter2',
      MAIL_FROM: 'desk@example.org',
      NOTIFY_WEBHOOK_URL: `${await listen(hook)}/hook`,
      NOTIFY_WEBHOOK_SECRET: SECRET,
    },
  });
  admin = await app.as('admin');
});

afterEach(async () => {
  await app.close();
  hook.closeAllConnections();
  hook.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

async function set(change: object): Promise<void> {
  const { value } = (await admin.get('/api/settings/notifications')).body;
  const answer = await admin.put('/api/settings/notifications', { value: { ...value, ...change } });
  expect(answer.status).toBe(200);
}

const sentEntries = (action: string): unknown[] =>
  app.desk.reader.connection
    .sql(`SELECT detail FROM entries WHERE action = '${action}' ORDER BY seq`)
    .pluck()
    .all()
    .map((detail) => JSON.parse(String(detail)));

const write = (action: 'retention.announce' | 'retention.run', detail: object) =>
  app.desk.ledger.record([], [{ action, actor: 'system', origin: 'system', detail: { ...detail } }]);

const announceErasure = () =>
  write('retention.announce', {
    months: 24,
    before: new Date().toISOString(),
    orders: 1,
    ofOrders: 1,
    subjects: 0,
  });

function isSigned({ signature, body }: { signature: string; body: string }): boolean {
  const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  return given === createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex');
}

describe('notifications', () => {
  it('send a test by mail and by a signed webhook, which is recorded, and never write a secret down', async () => {
    await set({ email: 'ops@example.org, anna@example.org', german: true });
    const answer = await admin.post('/api/notifications/test');
    expect([answer.status, answer.body]).toEqual([200, { email: 'sent', webhook: 'sent' }]);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/^To: ops@example\.org, anna@example\.org/m);
    expect(mails[0]).toMatch(/^Subject: SRS Desk: ein Test/m);
    expect(posts.map(isSigned)).toEqual([true]);
    expect(JSON.parse(posts[0]?.body ?? '')).toMatchObject({ rule: 'test', subject: 'SRS Desk: ein Test' });
    expect(sentEntries('notification.test')).toEqual([{ email: 'sent', webhook: 'sent' }]);
    const calls = app.desk.reader.connection.sql("SELECT outcome FROM calls WHERE url LIKE '%/hook'").all();
    expect(calls).toEqual([{ outcome: 'ok' }]);
    const log = app.desk.reader.connection
      .sql(`SELECT group_concat(${ENTRY_JSON}, '\n') FROM entries`)
      .pluck()
      .get();
    expect(String(log)).not.toMatch(/hunter2|a secret of the webhook/);
  });

  it('say what kept them from being sent, and try the webhook again', async () => {
    await set({ email: '' });
    answers = [500];
    expect((await admin.post('/api/notifications/test')).body).toEqual({ email: 'not_set', webhook: 'sent' });
    expect(posts).toHaveLength(2);
    await set({ email: 'ops@example.org' });
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
    const { body } = await admin.post('/api/notifications/test');
    expect(body.email).toMatch(/ECONNREFUSED/);
    expect((await (await app.as('support')).post('/api/notifications/test')).status).toBe(403);
  });

  it('tell when the sync is behind, once, also over a restart, and when it is over', async () => {
    await set({ email: 'ops@example.org' });
    const [refId = ''] = app.simulator.simulation.addOrders(1, 3, {}).map((order) => order.refId);
    await register(app.desk, [refId]);
    const watch = new NoticeWatch(app.desk);
    await watch.look();
    expect(mails).toEqual([]);
    offset = 2 * HOUR;
    await watch.look();
    await watch.look();
    await new NoticeWatch(app.desk).look();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/^Subject: SRS Desk: the sync is behind\s*$/m);
    await app.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
    const again = new NoticeWatch(app.desk);
    await again.look();
    await again.look();
    expect(mails).toHaveLength(2);
    expect(mails[1]).toMatch(/^Subject: SRS Desk: the sync is behind \(over\)\s*$/m);
    expect(posts.map(({ body }) => JSON.parse(body).kind)).toEqual(['raised', 'over']);
    expect(sentEntries('notification.send')).toEqual([
      expect.objectContaining({ rule: 'sync_behind', kind: 'raised', email: 'sent', webhook: 'sent' }),
      expect.objectContaining({ rule: 'sync_behind', kind: 'over', email: 'sent', webhook: 'sent' }),
    ]);
  });

  it('are not forgotten over a restart, however much else was told since', async () => {
    await set({ email: 'ops@example.org' });
    const [refId = ''] = app.simulator.simulation.addOrders(1, 5, {}).map((order) => order.refId);
    await register(app.desk, [refId]);
    offset = 2 * HOUR;
    await new NoticeWatch(app.desk).look();
    expect(mails).toHaveLength(1);
    const about = (rule: string, kind: string) => ({
      ...({ action: 'notification.send', actor: 'system', origin: 'system', target: rule } as const),
      detail: { rule, kind, since: new Date().toISOString(), email: 'sent', webhook: 'sent' },
    });
    const flapping = ['raised', 'over'].map((kind) => about('breaker_open', kind));
    for (let i = 0; i < 15; i += 1) await app.desk.ledger.record([], flapping);
    // A rule of another version.
    await app.desk.ledger.record([], [about('of_another_version', 'raised')]);
    await new NoticeWatch(app.desk).look();
    expect(mails).toHaveLength(1);
    await app.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
    await new NoticeWatch(app.desk).look();
    expect(mails).toHaveLength(2);
    expect(mails[1]).toMatch(/^Subject: SRS Desk: the sync is behind \(over\)\s*$/m);
  });

  it('tell of each announced erasure, also where the desk stood still between two', async () => {
    const told = () =>
      sentEntries('notification.send').filter((detail) => /retention_ahead/.test(JSON.stringify(detail)));
    await announceErasure();
    const first = new NoticeWatch(app.desk);
    await first.look();
    await first.look();
    await first.stop();
    await write('retention.run', { months: 24, orders: 1, subjects: 0 });
    offset = 240 * HOUR;
    await announceErasure();
    const second = new NoticeWatch(app.desk);
    await second.look();
    await second.look();
    await new NoticeWatch(app.desk).look();
    expect(told()).toEqual(Array(2).fill(expect.objectContaining({ kind: 'raised' })));
  });

  it.each([
    ['webhook', '', 1, 0],
    ['webhook and mail server', 'ops@example.org', 1, 1],
  ])(
    'are given up when the desk stops while its %s says nothing, and told by the next',
    async (_, email, posted, mailed) => {
      await set({ email });
      const [refId = ''] = app.simulator.simulation.addOrders(1, 6, {}).map((order) => order.refId);
      await register(app.desk, [refId]);
      await announceErasure();
      offset = 2 * HOUR;
      answers = [0];
      isMailSilent = true;
      const stopping = new NoticeWatch(app.desk);
      void stopping.look();
      await until('both have it', () => posts.length === posted && mails.length === mailed);
      const since = performance.now();
      await stopping.stop();
      expect(performance.now() - since).toBeLessThan(5_000);
      expect(sentEntries('notification.send')).toEqual([]);
      const calls = app.desk.reader.connection.sql("SELECT outcome FROM calls WHERE url LIKE '%/hook'").all();
      expect(calls).toEqual([{ outcome: 'network_error' }]);
      isMailSilent = false;
      await new NoticeWatch(app.desk).look();
      expect(sentEntries('notification.send')).toEqual([
        expect.objectContaining({ rule: 'sync_behind', kind: 'raised', webhook: 'sent' }),
        expect.objectContaining({ rule: 'retention_ahead', kind: 'raised', webhook: 'sent' }),
      ]);
    },
  );

  it('say by which way somebody was told where the stop ended the other', async () => {
    await set({ email: 'ops@example.org' });
    await announceErasure();
    answers = [0];
    const mail = vi.spyOn(app.desk.recorder, 'mail');
    const stopping = new NoticeWatch(app.desk);
    void stopping.look();
    await until(
      'the mail is out',
      () => mail.mock.settledResults[0]?.type === 'fulfilled' && posts.length === 1,
    );
    await stopping.stop();
    expect(sentEntries('notification.send')).toEqual([
      expect.objectContaining({ rule: 'retention_ahead', email: 'sent', webhook: 'network_error' }),
    ]);
    await new NoticeWatch(app.desk).look();
    expect(mails).toHaveLength(1);
  });

  it('tell of all else where unusual usage cannot be counted', async () => {
    await set({ email: 'ops@example.org' });
    const [refId = ''] = app.simulator.simulation.addOrders(1, 4, {}).map((order) => order.refId);
    await register(app.desk, [refId]);
    growLarge(app.desk);
    const reads = vi.spyOn(app.desk.reads, 'run').mockRejectedValue(new Error('the read thread ended'));
    offset = 2 * HOUR;
    await new NoticeWatch(app.desk).look();
    expect(reads).toHaveBeenCalledWith('billing.unusual', expect.anything(), expect.anything());
    expect(sentEntries('notification.send')).toEqual([expect.objectContaining({ rule: 'sync_behind' })]);
  });

  it('tell of evidence that runs out and of unusual usage, each with how many', async () => {
    await set({ email: 'ops@example.org', behindMinutes: null });
    const today = Date.now();
    const monthsAgo = (n: number) => new Date(today - n * 31 * 24 * HOUR).toISOString();
    let n = 0;
    const placeAt = async (at: string): Promise<void> => {
      n += 1;
      await place(app.desk, { n, externalId: 'ACME', at });
    };
    const watch = new NoticeWatch(app.desk);
    await watch.look();
    for (const month of [1, 2, 3]) for (let i = 0; i < 2; i += 1) await placeAt(monthsAgo(month));
    for (let i = 0; i < 30; i += 1) await placeAt(new Date(today).toISOString());
    const at = new Date(today - 5 * 365.25 * 24 * HOUR + 10 * 24 * HOUR).toISOString();
    const old = { n: n + 1, externalId: 'ACME', at };
    await place(app.desk, old);
    await tell(app.desk, old, [['terminated', at]]);
    offset = Date.parse(at) - today;
    await verify(app.desk, old.n);
    offset = 0;
    await watch.look();
    expect(mails).toEqual([]);
    offset = HOUR;
    await watch.look();
    const told = sentEntries('notification.send');
    expect(told).toEqual([
      expect.objectContaining({ rule: 'evidence_expiring', kind: 'raised', count: 1, email: 'sent' }),
      expect.objectContaining({ rule: 'usage_unusual', kind: 'raised', count: 1, email: 'sent' }),
    ]);
    expect(mails.join()).toMatch(/Orders: 1\.[\s\S]*Customers: 1\./);
    admin = await app.as('admin');
    const uncounted = new NoticeWatch(app.desk);
    growLarge(app.desk);
    const reads = vi.spyOn(app.desk.reads, 'run').mockRejectedValue(new Error('the read thread ended'));
    await uncounted.look();
    // Those who were told of unusual usage are not told that it is over while nobody knows.
    expect(sentEntries('notification.send')).toHaveLength(2);
    reads.mockRestore();
    await set({ evidenceDays: null, unusualCustomers: null });
    await watch.look();
    expect(sentEntries('notification.send').slice(2)).toEqual([
      expect.objectContaining({ rule: 'evidence_expiring', kind: 'over' }),
      expect.objectContaining({ rule: 'usage_unusual', kind: 'over' }),
    ]);
  });
});
