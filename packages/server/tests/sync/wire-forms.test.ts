import { randomUUID } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { storedZstd } from '@srs-desk/simulator/faults/stored-zstd.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { readOrder } from '../../src/features/orders/get-order.ts';
import { orderTimeline } from '../../src/features/orders/order-timeline.ts';
import { placeOrder } from '../../src/features/orders/placing/place-order.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { entryTexts } from '../ledger/entry-texts.ts';
import { type Fixture, register, startFixture } from './desk-fixture.ts';
import { type RawAnswer, type RawSrs, startRawSrs } from './raw-srs.ts';

const ADMIN: Principal = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' };
const AT = '2026-10-31T10:00:00.000Z';
const LATER = '2026-10-31T11:00:00.000Z';

const BODY = {
  status: 'ERROR',
  reason: 'Session timed out',
  issuer: 'IDENTITY.TM',
  method: 'VIDEO IDENTITY.TM',
  mobile: '+41797771234',
  statuses: [
    { status: 'CREATED', at: AT },
    { status: 'ERROR', at: LATER },
  ],
};

type Expected = Record<string, unknown>;
const created = (at: unknown): object => ({
  statuses: [
    { status: 'CREATED', at },
    { status: 'ERROR', at: null },
  ],
});

/** A list in which the present status stands before another, of that time. */
const notLast = (other: string): object => ({
  status: 'TERMINATED',
  statuses: [
    { status: 'TERMINATED', at: '2026-10-31T11:00:00.100Z' },
    { status: 'DATA_READY', at: `2026-10-31T${other}` },
    { status: 'CREATED', at: AT },
  ],
});
const ENDED = { status: 'terminated', statusChangedAt: '2026-10-31T11:00:00.100Z' };

/** What SRS sends instead, and what the order then shows. */
const FORMS: readonly [what: string, body: object, expected: Expected][] = [
  ['a number for an Order ID', { orderId: 12345 }, { orderId: '12345' }],
  ['a number for an External ID', { externalId: 42 }, { externalId: '42' }],
  ['an External ID as written, blanks included', { externalId: ' A 1 ' }, { externalId: ' A 1 ' }],
  ['null and nothing', { orderId: null, externalId: '', dob: null }, { orderId: null, externalId: null }],
  ['a number for the mobile number', { mobile: 41797771234 }, {}],
  ['a birth date as a list', { dob: [1984, 2, 29] }, {}],
  ['a birth date of no calendar', { dob: '1984-02-30' }, { birthDate: null, unreadFields: ['dob'] }],
  ['a birth date in words', { dob: 'gestern' }, { birthDate: null, unreadFields: ['dob'] }],
  ['an object for an Order ID', { orderId: { id: 1 } }, { orderId: null, unreadFields: ['orderId'] }],
  ['yes for an Order ID', { orderId: true }, { orderId: null, unreadFields: ['orderId'] }],
  ['too long an Order ID', { orderId: 'x'.repeat(300) }, { orderId: null, unreadFields: ['orderId'] }],
  ['half a character', { orderId: 'a\ud800' }, { orderId: null, unreadFields: ['orderId'] }],
  ['a reason as a list', { reason: ['a', 'b'] }, { statusReason: 'a, b' }],
  [
    'an address nobody can open',
    { targetUrl: 'javascript:alert(1)' },
    { targetUrl: null, unreadFields: ['targetUrl'] },
  ],
  ['one status in place of the list', { statuses: { status: 'ERROR', at: LATER } }, { createdAt: null }],
  [
    'Created in place of the list',
    { status: 'CREATED', statuses: { status: 'CREATED', at: AT } },
    { status: 'created', createdAt: AT },
  ],
  ['a text in place of the list', { statuses: 'ERROR' }, { createdAt: null, unreadFields: ['statuses'] }],
  [
    'statuses newest first',
    { statuses: [...BODY.statuses].reverse() },
    { createdAt: AT, statusChangedAt: LATER },
  ],
  [
    'one bad status among good ones',
    { statuses: [...BODY.statuses, { status: { x: 1 }, at: AT }] },
    { createdAt: AT, unreadFields: ['statuses.status'] },
  ],
  [
    'a present status spelled otherwise than in the list',
    { status: 'CANCELED', statuses: [BODY.statuses[0], { status: 'CANCELLED', at: LATER }] },
    { status: 'cancelled', wireStatus: 'CANCELED', statusChangedAt: LATER, regressedAt: null },
  ],
  [
    'a present status under another of its names',
    { status: 'IDENTIFICATION_NEGATIVELY_CONDUCTED' },
    { wireStatus: 'IDENTIFICATION_NEGATIVELY_CONDUCTED', statusChangedAt: LATER },
  ],
  ['the present status before another in the list', notLast('11:00:00.200Z'), ENDED],
  ['the present status beside another of its moment', notLast('11:00:00.100Z'), ENDED],
  ['epoch seconds', created(1793440800), { createdAt: AT }],
  ['epoch seconds as text', created('1793440800'), { createdAt: AT }],
  ['epoch ms', created(1793440800000), { createdAt: AT }],
  ['epoch ms as text', created('1793440800000'), { createdAt: AT }],
  ['a zone in brackets', created('2026-10-31T11:00:00+01:00[Europe/Zurich]'), { createdAt: AT }],
  ['a zone in brackets alone', created('2026-10-31T06:00:00[America/New_York]'), { createdAt: AT }],
  ['an offset of hours', created('2026-10-31T11:00:00+01'), { createdAt: AT }],
  ['an offset without a colon', created('2026-10-31T11:00:00.000+0100'), { createdAt: AT }],
  ['no offset in winter', created('2026-10-31T11:00:00'), { createdAt: AT }],
  ['no offset in summer', created('2026-07-31T11:00:00'), { createdAt: '2026-07-31T09:00:00.000Z' }],
  ['nanoseconds', created('2026-10-31 10:00:00.123456789Z'), { createdAt: '2026-10-31T10:00:00.123Z' }],
  ['an HTTP date', created('Sat, 31 Oct 2026 10:00:00 GMT'), { createdAt: AT }],
  ['a date as it is written here', created('31.10.2026 11:00'), { createdAt: AT }],
  ['a time as a list of Java', created([2026, 10, 31, 11, 0]), { createdAt: AT }],
  ['a time nobody can read', created('gestern'), { createdAt: null, unreadFields: ['statuses.at'] }],
  [
    'a day that does not exist',
    created('2026-02-31T11:00:00Z'),
    { createdAt: null, unreadFields: ['statuses.at'] },
  ],
  [
    'such a day in an HTTP date',
    created('Sat, 31 Nov 2026 23:30:00 GMT'),
    { createdAt: null, unreadFields: ['statuses.at'] },
  ],
  [
    'an offset of no zone',
    created('2026-10-31T11:00:00+99:00'),
    { createdAt: null, unreadFields: ['statuses.at'] },
  ],
  ['fields nobody knows', { priority: 3, nested: { a: [1] } }, { unreadFields: [] }],
];

const utf8 = (body: object): Buffer => Buffer.from(JSON.stringify(body));
/** The same JSON in other bytes. */
const ENCODINGS: readonly [what: string, (body: object) => RawAnswer][] = [
  ['a byte order mark', (body) => ({ body: Buffer.concat([Buffer.from('\ufeff'), utf8(body)]) })],
  [
    'a byte order mark that contradicts what is declared',
    (body) =>
      coded('application/json; charset=ISO-8859-1', Buffer.concat([Buffer.from('\ufeff'), utf8(body)])),
  ],
  [
    'ISO 8859-1, declared',
    (body) => coded('application/json; charset=ISO-8859-1', Buffer.from(JSON.stringify(body), 'latin1')),
  ],
  ['UTF-16 by its mark', (body) => ({ body: Buffer.from(`\ufeff${JSON.stringify(body)}`, 'utf16le') })],
  ['gzip', (body) => packed('gzip', gzipSync(utf8(body)))],
  ['deflate', (body) => packed('deflate', deflateSync(utf8(body)))],
  ['deflate without its wrapper', (body) => packed('deflate', deflateRawSync(utf8(body)))],
  ['brotli', (body) => packed('br', brotliCompressSync(utf8(body)))],
  ['zstd', (body) => packed('zstd', storedZstd(utf8(body)))],
  ['two encodings', (body) => packed('gzip, br', brotliCompressSync(gzipSync(utf8(body))))],
];

function coded(contentType: string, body: Buffer): RawAnswer {
  return { headers: { 'content-type': contentType }, body };
}

function packed(encoding: string, body: Buffer): RawAnswer {
  return { headers: { 'content-type': 'application/json', 'content-encoding': encoding }, body };
}

describe('SRS’s answer in other forms than assumed', () => {
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

  /** A new order about which SRS gives this answer. */
  async function read(answer: (refId: string) => RawAnswer): Promise<Expected> {
    const refId = randomUUID();
    await register(fixture.desk, [refId]);
    srs.answer = () => answer(refId);
    await fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
    return { ...readOrder(fixture.desk, ADMIN, refId) };
  }

  async function expectFactsInLog(): Promise<void> {
    const facts = await checkFacts({ path: fixture.desk.config.databasePath });
    expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
  }

  it.each(FORMS)('%s', async (_, body, expected) => {
    const order = await read((refId) => ({ body: utf8({ refId, ...BODY, ...body }) }));
    expect(order).toMatchObject({ status: 'error', unreadFields: [], ...expected });
  });

  it.each([
    ['without dashes', (refId: string) => refId.replaceAll('-', '')],
    ['in capitals and braces', (refId: string) => `{${refId.toUpperCase()}}`],
    ['as a URN, in a list', (refId: string) => [`urn:uuid:${refId}`]],
  ])('the Ref ID %s is the same order', async (_, spell) => {
    const order = await read((refId) => ({ body: utf8({ ...BODY, refId: spell(refId) }) }));
    expect(order).toMatchObject({ status: 'error', wireStatus: 'ERROR', unreadFields: [] });
  });

  it('integers beyond 2^53 keep every digit', async () => {
    const order = await read((refId) => ({
      body: `{"refId":"${refId}","status":"ERROR","orderId":98765432109876543210,"reason":"12345678901234567890"}`,
    }));
    expect(order).toMatchObject({ orderId: '98765432109876543210', statusReason: '12345678901234567890' });
  });

  it('a long text is cut and tells how long it was', async () => {
    const order = await read((refId) => ({ body: utf8({ refId, ...BODY, reason: 'x'.repeat(5000) }) }));
    expect(order).toMatchObject({ status: 'error', unreadFields: ['reason'] });
    expect(order.statusReason).toMatch(/^x{4000,4090} … \[5000\]$/);
  });

  it.each(ENCODINGS)('%s', async (_, encode) => {
    const order = await read((refId) => encode({ refId, ...BODY, reason: 'Für Zoë' }));
    expect(order).toMatchObject({ status: 'error', statusReason: 'Für Zoë', unreadFields: [] });
  });

  it.each([
    ['no status', { status: null }],
    ['a status of another kind', { status: { code: 'ERROR' } }],
    ['another order', { refId: randomUUID() }],
  ])('%s: nothing is concluded', async (_, body) => {
    const order = await read((refId) => ({ body: utf8({ refId, ...BODY, ...body }) }));
    expect(order).toMatchObject({ status: 'created', wireStatus: null, createdAt: null, goneAt: null });
    expect(order.lastSyncFailure).toMatch(/^unreadable answer/);
  });

  it('a placing answer with a Ref ID is an order; of when it was created nothing is made up, until SRS tells', async () => {
    const refId = randomUUID();
    const odd = { refId, status: 'CREATED', orderId: { id: 1 }, createdAt: 'gestern', targetUrl: 7 };
    srs.answer = () => ({ status: 201, body: utf8(odd) });
    const input = { issuer: 'IDENTITY.TM', method: 'VIDEO' };
    const { order } = await placeOrder(fixture.desk, ADMIN, input);
    const unreadFields = ['createdAt', 'orderId', 'targetUrl'];
    expect(order).toMatchObject({ refId, status: 'created', createdAt: null, orderId: null, unreadFields });
    await expectFactsInLog();
    srs.answer = () => ({ body: utf8({ ...BODY, refId }) });
    await fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
    expect(readOrder(fixture.desk, ADMIN, refId)).toMatchObject({ createdAt: AT, unreadFields: [] });
    await expectFactsInLog();
  });

  it('a time of creation that the placing answer told stands, also where nothing tells of it later', async () => {
    const refId = randomUUID();
    srs.answer = () => ({ status: 201, body: utf8({ refId, createdAt: AT }) });
    await placeOrder(fixture.desk, ADMIN, { issuer: 'IDENTITY.TM', method: 'VIDEO' });
    srs.answer = () => ({ body: utf8({ ...BODY, refId, createdAt: undefined, statuses: undefined }) });
    await fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
    expect(readOrder(fixture.desk, ADMIN, refId)).toMatchObject({ createdAt: AT, status: 'error' });
    await expectFactsInLog();
  });

  it('an order of which SRS does not tell when it was created takes nobody’s place', async () => {
    const mobile = '+41797771235';
    const statuses = (at: unknown) => ({ status: 'CREATED', statuses: [{ status: 'CREATED', at }], mobile });
    const known = await read((refId) => ({ body: utf8({ refId, ...BODY, ...statuses(AT) }) }));
    const older = await read((refId) => ({ body: utf8({ refId, ...BODY, ...statuses(null) }) }));
    const successor = (refId: unknown) => readOrder(fixture.desk, ADMIN, String(refId)).supersededBy;
    expect([successor(known.refId), successor(older.refId)]).toEqual([null, null]);
    const later = await read((refId) => ({ body: utf8({ refId, ...BODY, ...statuses(LATER) }) }));
    expect([successor(known.refId), successor(older.refId)]).toEqual([later.refId, null]);
  });

  it('… but one that was placed here is known to be later than those that were known before', async () => {
    const mobile = '+41797771236';
    const told = { status: 'CREATED', statuses: [{ status: 'CREATED', at: null }], mobile };
    const placed = async (): Promise<string> => {
      const refId = randomUUID();
      srs.answer = () => ({ status: 201, body: utf8({ refId, status: 'CREATED' }) });
      await placeOrder(fixture.desk, ADMIN, { issuer: 'IDENTITY.TM', method: 'VIDEO', mobile });
      return refId;
    };
    const successor = (refId: unknown) => readOrder(fixture.desk, ADMIN, String(refId)).supersededBy;
    const known = await read((refId) => ({ body: utf8({ refId, ...BODY, ...told }) }));
    const first = await placed();
    const second = await placed();
    expect([known.refId, first, second].map(successor)).toEqual([second, second, null]);
    const registered = await read((refId) => ({ body: utf8({ refId, ...BODY, ...told }) }));
    expect([second, registered.refId].map(successor)).toEqual([null, null]);
    srs.answer = () => ({ body: utf8({ ...BODY, ...told, refId: second, status: 'CANCELLED' }) });
    await fixture.desk.sync.syncNow(second, { actor: 'system', origin: 'system' });
    expect([known.refId, first].map(successor)).toEqual([first, null]);
  });

  it('since when a status lasts is known of an order that was placed here, not of one first heard of in it', async () => {
    const told = { status: 'INITIALIZED', statuses: [{ status: 'INITIALIZED', at: null }] };
    const isKnown = (refId: string) =>
      readOrder(fixture.desk, ADMIN, refId).triageFacts?.statusChangedAtKnown;
    const sync = async (refId: string) => {
      srs.answer = () => ({ body: utf8({ refId, ...BODY, ...told }) });
      await fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
    };
    const placed = randomUUID();
    srs.answer = () => ({ status: 201, body: utf8({ refId: placed, status: 'INITIALIZED' }) });
    await placeOrder(fixture.desk, ADMIN, { issuer: 'IDENTITY.TM', method: 'VIDEO' });
    await sync(placed);
    expect(isKnown(placed)).toBe(true);
    for (const knownBy of ['register', 'gateway'] as const) {
      const refId = randomUUID();
      const lines = [{ refId, subjectId: randomUUID() }];
      const by = { action: 'order.register', actor: 'system', origin: 'system' } as const;
      await fixture.desk.ledger.record([{ name: 'order.register', args: { lines, knownBy, ...by } }], []);
      await sync(refId);
      expect(isKnown(refId), knownBy).toBe(false);
    }
    await expectFactsInLog();
  });

  it('an order whose number SRS corrects takes the place of its own person’s orders alone', async () => {
    const [typo, right] = ['+41797771237', '+41797771238'];
    const told = (at: string, mobile: string, more: object = {}) => ({
      status: 'CREATED',
      statuses: [{ status: 'CREATED', at }],
      mobile,
      ...more,
    });
    const successor = (refId: unknown) => readOrder(fixture.desk, ADMIN, String(refId)).supersededBy;
    const tell = async (refId: unknown, body: object) => {
      srs.answer = () => ({ body: utf8({ ...BODY, refId, ...body }) });
      await fixture.desk.sync.syncNow(String(refId), { actor: 'system', origin: 'system' });
    };
    const failed = await read((refId) => ({ body: utf8({ refId, ...BODY, mobile: typo }) }));
    const stranger = await read((refId) => ({ body: utf8({ refId, ...BODY, ...told(AT, typo) }) }));
    const later = await read((refId) => ({ body: utf8({ refId, ...BODY, ...told(LATER, typo) }) }));
    await fixture.desk.ledger.recordWithoutEntry([{ name: 'order.retriage', args: {} }]);
    const turn = () => readOrder(fixture.desk, ADMIN, String(failed.refId)).nextActor;
    expect([successor(stranger.refId), turn()]).toEqual([later.refId, null]);
    await tell(later.refId, told(LATER, right));
    await fixture.desk.ledger.recordWithoutEntry([{ name: 'order.retriage', args: {} }]);
    expect([successor(stranger.refId), successor(later.refId), turn()]).toEqual([null, null, 'isp']);
    await expectFactsInLog();
  });

  it('an order that is cancelled gives its place to the one before it, and takes it again when it comes back', async () => {
    const anna = { firstName: 'Anna', lastName: 'Bär', dob: '1984-02-29' };
    const [mobile, other] = ['+41797771239', '+41797771240'];
    const told = (at: string, status: string, more: object) => ({
      ...{ ...BODY, reason: undefined, mobile },
      ...{ status, statuses: [{ status: 'CREATED', at }], ...more },
    });
    const successor = (refId: unknown) => readOrder(fixture.desk, ADMIN, String(refId)).supersededBy;
    const AFTER = '2026-10-31T12:00:00.000Z';
    const first = await read((refId) => ({ body: utf8({ refId, ...told(AT, 'CREATED', anna) }) }));
    const second = await read((refId) => ({ body: utf8({ refId, ...told(LATER, 'CREATED', {}) }) }));
    const newest = { ...anna, mobile: other };
    const third = await read((refId) => ({ body: utf8({ refId, ...told(AFTER, 'CREATED', newest) }) }));
    expect([first, second].map(({ refId }) => successor(refId))).toEqual([third.refId, null]);
    const tell = async (status: string) => {
      const refId = String(third.refId);
      srs.answer = () => ({ body: utf8({ refId, ...told(AFTER, status, newest) }) });
      await fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
      return successor(first.refId);
    };
    expect(await tell('CANCELLED')).toBe(second.refId);
    expect(await tell('INITIALIZED')).toBe(third.refId);
    await expectFactsInLog();
  });

  it('a placing answered with a later status than Created: what went before it is no regression', async () => {
    const refId = randomUUID();
    const answer = { refId, status: 'INITIALIZED', createdAt: AT, targetUrl: 'https://isp.example/1' };
    srs.answer = () => ({ status: 201, body: utf8(answer) });
    await placeOrder(fixture.desk, ADMIN, { issuer: 'IDENTITY.TM', method: 'VIDEO' });
    const sync = async (...statuses: [status: string, at: string][]) => {
      const list = statuses.map(([status, at]) => ({ status, at }));
      srs.answer = () => ({ body: utf8({ refId, status: list.at(-1)?.status, statuses: list }) });
      await fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
      await expectFactsInLog();
      return readOrder(fixture.desk, ADMIN, refId);
    };
    const AFTER = '2026-10-31T10:00:01.000Z';
    const order = await sync(['CREATED', AT], ['INITIALIZED', AFTER]);
    expect(order).toMatchObject({ status: 'initialized', statusChangedAt: AT, regressedAt: null });
    expect(order.attentionAll).not.toContain('unknown_status');
    const story = () =>
      orderTimeline(fixture.desk, refId).items.flatMap((item) =>
        item.kind === 'status' ? [item.status] : [],
      );
    expect(story()).toEqual(['initialized', 'created']);
    const [text = ''] = entryTexts(fixture.desk.reader, `action LIKE 'order.sync.%' AND ref_id = '${refId}'`);
    const { action, detail } = parseEntry(text);
    expect(action).toBe('order.sync.fields_changed');
    expect(detail).toMatchObject({ earlier: [{ status: 'created', at: AT, transition: 'first' }] });
    expect(Object.keys(detail)).not.toEqual(expect.arrayContaining(['to']));
    const calls = orderTimeline(fixture.desk, refId).items.flatMap((item) =>
      item.kind === 'call' ? [item] : [],
    );
    expect(calls.map(({ status }) => status)).toEqual(['initialized', 'initialized']);
    const again = await sync(['CREATED', AT], ['INITIALIZED', AFTER], ['CREATED', LATER]);
    expect(again).toMatchObject({ status: 'created', regressedAt: LATER, attention: 'unknown_status' });
    expect(story()).toEqual(['created', 'initialized', 'created']);
  });

  it('what went before goes into a history that is out of order as the log tells it', async () => {
    const statuses = (...list: [status: string, at: string][]) => ({
      status: list.at(-1)?.[0],
      statuses: list.map(([status, at]) => ({ status, at })),
    });
    const early = (second: number) => `2026-10-31T09:00:0${second}.000Z`;
    const ended: [string, string] = ['TERMINATED', AT];
    const done: [string, string] = ['IDENTIFICATION_DONE', LATER];
    const order = await read((refId) => ({ body: utf8({ refId, ...BODY, ...statuses(ended, done) }) }));
    const refId = String(order.refId);
    const all = statuses(
      ['CREATED', early(1)],
      ['IDENTIFICATION_DONE', early(2)],
      ['DATA_READY', early(3)],
      ended,
    );
    srs.answer = () => ({ body: utf8({ refId, ...BODY, ...all }) });
    await fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
    await expectFactsInLog();
  });

  it('what could not be read stands in the call’s entry as it came, sealed, and is counted', async () => {
    const order = await read((refId) => ({ body: utf8({ refId, ...BODY, orderId: { value: 'raw-77' } }) }));
    const of = `kind = 'call' AND ref_id = '${order.refId}' AND outcome IS NOT NULL`;
    const [text = ''] = entryTexts(fixture.desk.reader, of);
    const entry = parseEntry(text);
    expect(entry.detail).toMatchObject({ unread: [{ field: 'orderId', form: 'object' }] });
    expect(text).not.toContain('raw-77');
    expect(JSON.stringify(fixture.desk.sealer.open(entry))).toContain('raw-77');
    expect(order.unreadFields).toEqual(['orderId']);
    const counts = fixture.desk.srs.unread().filter(({ field }) => field === 'orderId');
    expect(counts).toContainEqual({
      operation: 'get_status',
      field: 'orderId',
      form: 'object',
      count: expect.any(Number),
    });
  });
});
