import { TAKEN_FIELDS, type TakenField } from '@srs-desk/shared/order/fields.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';

let app: AppFixture;
let support: Caller;
beforeAll(async () => {
  app = await startApp();
  support = await app.as('support');
});
afterAll(() => app.close());

interface Placed {
  refId: string;
  targetUrl: string | null;
}

async function place(data: Record<string, string>): Promise<Placed> {
  const answer = await support.post('/api/orders', { issuer: 'IDENTITY.TM', method: 'VIDEO', ...data });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

async function search(q: string) {
  const answer = await support.post('/api/search', { q, limit: 50 });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as {
    hits: { refId: string; matched: string; exact: boolean; typo: boolean }[];
    total: number;
    totalCapped: boolean;
    searchedAs: string[];
  };
}

const hitOf = async (q: string, { refId }: Placed) =>
  (await search(q)).hits.find((hit) => hit.refId === refId);

const stored = (refId: string, column: string) =>
  app.desk.reader.connection.sql(`SELECT ${column} FROM orders WHERE ref_id = ?`).pluck().get(refId);

const NAMES: readonly [firstName: string, lastName: string, foundBy: string[], notBy: string[]][] = [
  ['Luca', "D'Amico", ["D'Amico", "Luca D'Amico", 'D’Amico', 'Damico', 'd amico', 'Amico'], ["D'Angelo"]],
  [
    'Jürg',
    'Müller-Größl',
    [
      'Mueller',
      'Juerg',
      'Muller',
      'Grössl',
      'Herr Jürg Müller',
      'MÜLLER-GROESSL',
      'Müller‐Größl',
      'Jürg Müller−Größl',
      'Müller, Jürg',
      'Ju\u0308rg',
      'Müll',
    ],
    ['Herr Jürg Meier'],
  ],
  [
    'Peter',
    'A. Meyer',
    ['Peter A. Meyer', 'Meyer Peter', 'P. Meyer', 'Dr. Peter A Meyer', '"Peter A. Meyer"'],
    ['Peter B. Meyer'],
  ],
  ['Łukasz', 'Đorđević', ['Lukasz Dordevic', 'Djordjevic', 'łukasz'], ['Lukas Dordo']],
  ['Søren', 'Ærø', ['Soeren', 'soren aero'], []],
  ['小明', '王', ['王小明', '小明', '王'], ['李小明']],
  ['Ольга', 'Чайковская', ['чайковская', 'Ольга Чайк'], []],
  ['Işıl', "O'Brien-Smith", ['Isil', 'OBrien', 'O’Brien', 'Smith', 'Brien Smith'], ["O'Neill"]],
];

/** What SRS says of an order next. */
async function told(refId: string, more: Record<string, string>): Promise<void> {
  const order = app.desk.reader.connection
    .sql('SELECT wire_status, status FROM orders WHERE ref_id = ?')
    .get(refId) as {
    wire_status: string;
    status: 'created';
  };
  const nothing = Object.fromEntries(TAKEN_FIELDS.map((field) => [field, null])) as Record<TakenField, null>;
  const facts = {
    ...nothing,
    refId,
    status: order.status,
    wireStatus: order.wire_status,
    reason: null,
    statuses: [],
    targetUrl: null,
    unknownFields: [],
    isHistory: true,
    unreadFields: [],
    ...more,
  };
  const args = { refId, actor: 'system', origin: 'system', callId: 1, facts } as const;
  const recorded = await app.desk.ledger.record(
    [{ name: 'order.apply_status', args }],
    [{ action: 'order.sync_requested', actor: 'system', origin: 'system', refId }],
  );
  expect(recorded.ok).toBe(true);
}

describe('names', () => {
  it.each(NAMES)(
    '%s %s is found in any spelling, and stored as given',
    async (firstName, lastName, by, notBy) => {
      const order = await place({ firstName, lastName });
      for (const q of by) expect(await hitOf(q, order), q).toMatchObject({ matched: 'name', typo: false });
      for (const q of notBy) expect(await hitOf(q, order), q).toBeUndefined();
      expect([stored(order.refId, 'first_name'), stored(order.refId, 'last_name')]).toEqual([
        firstName,
        lastName,
      ]);
      const sent = app.simulator.simulation.find(order.refId)?.person;
      expect([sent?.firstName, sent?.lastName]).toEqual([firstName, lastName]);
    },
  );

  it('forgives one typo from five letters on, and says that it is one', async () => {
    const order = await place({ firstName: 'Hannelore', lastName: 'Zbinden' });
    for (const q of ['Zbiden', 'Zbindem', 'Zbniden', 'Zbindenn', 'Hanelore Zbinden', 'Hanelore Zbindn'])
      expect(await hitOf(q, order), q).toMatchObject({ matched: 'name', exact: false, typo: true });
    for (const q of ['Zbidem', 'Zbxnyen']) expect(await hitOf(q, order), q).toBeUndefined();
    const short = await place({ firstName: 'Ida', lastName: 'Graf' });
    expect(await hitOf('Grav', short)).toBeUndefined();
  });

  it('finds a number by its end, also where that looks like the beginning of a foreign one', async () => {
    const order = await place({ mobile: '+41795500480', lastName: 'Nullnull' });
    for (const end of ['0480', '00480', '500480'])
      expect(await hitOf(end, order), end).toMatchObject({ matched: 'msisdn' });
  });

  it('sends and stores a name without the signs that cannot be seen', async () => {
    const order = await place({ firstName: '\u200bBea\u00ad', lastName: 'de\u202f la Cruz\u200e' });
    expect([stored(order.refId, 'first_name'), stored(order.refId, 'last_name')]).toEqual([
      'Bea',
      'de\u202f la Cruz',
    ]);
  });

  it('follows a name that SRS corrects, and forgets one that is erased', async () => {
    const order = await place({ firstName: 'Vroni', lastName: 'Wegmeier' });
    await told(order.refId, { lastName: 'Wegmueller' });
    expect(await hitOf('Wegmeier', order)).toBeUndefined();
    expect(await hitOf('Wegmüller', order)).toMatchObject({ exact: true });
    await app.desk.ledger.record(
      [
        {
          name: 'order.erase',
          args: {
            refIds: [order.refId],
            subjects: [String(stored(order.refId, 'subject_id'))],
            actor: 'system',
            origin: 'system',
            reason: 'a test',
          },
        },
      ],
      [],
    );
    for (const q of ['Wegmüller', 'Wegmuler', 'Vroni']) expect(await hitOf(q, order), q).toBeUndefined();
    const left = app.desk.reader.connection
      .sql("SELECT count(*) FROM near_terms WHERE term LIKE 'n:wegm%'")
      .pluck()
      .get();
    expect(left).toBe(0);
  });
});

describe('numbers', () => {
  it.each([
    ['+41 079 777 55 22', '+41797775522'],
    ['+49 0171 1234567', '+491711234567'],
    ['\u200e+41797775522', '+41797775522'],
    ['079 777 55 23', '+41797775523'],
    ['0041 (0)79 777 55 24', '+41797775524'],
    ['Tel. 079 777 55 25', '+41797775525'],
    ['+39 06 698 12345', '+390669812345'],
    ['+41\u00a079\u2011777\u201155\u201126', '+41797775526'],
  ])('%j is placed and found as %s', async (typed, msisdn) => {
    const order = await place({ lastName: 'Zahl', mobile: typed });
    expect(stored(order.refId, 'msisdn')).toBe(msisdn);
    expect(app.simulator.truth(order.refId)?.msisdn).toBe(msisdn);
    for (const q of [typed, msisdn, `${typed} (Mobile)`, `Tel: ${typed}`, msisdn.slice(0, -3)])
      expect(await hitOf(q, order), q).toMatchObject({ matched: 'msisdn' });
  });

  it.each([
    ['+41 79 777 55', 'too few digits'],
    ['+41 79 777 55 22 33', 'too many digits'],
    ['+999 12 345 67 89', 'calling code'],
    ['+41 000 000 00 00', 'begin like this'],
    ['no number', 'is not a phone number'],
  ])('%j is refused with the reason', async (mobile, why) => {
    const before = [...app.simulator.simulation.calls.since(0)].length;
    const answer = await support.post('/api/orders', { issuer: 'IDENTITY.TM', method: 'VIDEO', mobile });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.mobile).toContain(why);
    expect([...app.simulator.simulation.calls.since(0)].length).toBe(before);
  });
});

describe('ids', () => {
  it('are found in a sentence, in an address, in any form', async () => {
    const order = await place({ lastName: 'Kennung' });
    const { refId } = order;
    for (const q of [
      `\u200b${refId}`,
      `Referenz: ${refId}`,
      refId.replaceAll('-', ''),
      `${app.url}/#/orders/${refId}`,
      `{${refId.toUpperCase()}}`,
      `Please look at ${refId}: it does not work`,
      refId.replaceAll('-', '\u2013'),
    ])
      expect(await hitOf(q, order), q).toMatchObject({ matched: 'ref_id', exact: true });
    expect((await support.get(`/api/orders/${refId.replaceAll('-', '')}`)).body.refId).toBe(refId);
  });

  it('a target URL finds its order, for who may see it', async () => {
    const url = 'https://ident.example/start/9f8e7d6c5b4a?lang=de';
    const order = await place({ lastName: 'Link' });
    await told(order.refId, { targetUrl: url, wireStatus: 'INITIALIZED' });
    expect(await hitOf(url, order)).toMatchObject({ matched: 'target_url', exact: true });
    const finance = await app.as('finance');
    expect((await finance.post('/api/search', { q: url })).body).toMatchObject({ hits: [], searchedAs: [] });
  });

  it('an External ID is found by any part, in any case', async () => {
    const order = await place({ lastName: 'Teil', externalId: 'Treuhand Müller-042/Ost' });
    for (const q of ['042', 'müller-042', 'MULLER', 'hand Mü', '/ost', 'Tr'])
      expect(await hitOf(q, order), q).toMatchObject({ matched: 'external_id', exact: false });
    expect(await hitOf('Treuhand Müller-042/Ost', order)).toMatchObject({
      matched: 'external_id',
      exact: true,
    });
    const finance = await app.as('finance');
    const { hits } = (await finance.post('/api/search', { q: 'muller-04' })).body;
    expect(hits.map((hit: { refId: string }) => hit.refId)).toEqual([order.refId]);
  });

  it('a birth date in the future is refused, whatever the method, and nothing is placed', async () => {
    const before = app.simulator.refIds().length;
    for (const method of ['VIDEO', 'unheard-of']) {
      const answer = await support.post('/api/orders', { issuer: 'IDENTITY.TM', method, dob: '1.1.2130' });
      expect([answer.status, answer.body.errors]).toEqual([400, { dob: 'lies in the future' }]);
    }
    expect(app.simulator.refIds()).toHaveLength(before);
  });

  it('a birth date and an e-mail address are found in any notation', async () => {
    const order = await place({
      lastName: 'Datum',
      dob: '17.5.1971',
      email: 'Anna Datum <anna.datum@example.com>',
    });
    expect(stored(order.refId, 'email')).toBe('anna.datum@example.com');
    for (const q of ['17.05.1971', '1971-05-17', 'geb. 17. 5. 1971', '17/5/1971'])
      expect(await hitOf(q, order), q).toMatchObject({ matched: 'birth_date', exact: true });
    for (const q of ['mailto:anna.datum@example.com', 'Anna Datum <ANNA.DATUM@example.com>'])
      expect(await hitOf(q, order), q).toMatchObject({ matched: 'email', exact: true });
  });
});

it('says how many fit, and what was searched when none does', async () => {
  for (let n = 0; n < 3; n += 1) await place({ firstName: 'Kunigunde', lastName: `Vielfach` });
  const some = (await support.post('/api/search', { q: 'Kunigunde', limit: 2 })).body;
  expect(some).toMatchObject({ total: 3, totalCapped: false });
  expect(some.hits).toHaveLength(2);
  const none = await search('Xaverl Niemand');
  expect(none).toMatchObject({ hits: [], total: 0, searchedAs: ['name', 'external_id'] });
});
