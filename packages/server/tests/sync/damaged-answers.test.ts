import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SrsConfig } from '../../src/platform/config/config.ts';
import { Secret } from '../../src/platform/config/secrets.ts';
import type { Exchange } from '../../src/platform/recorder/call.ts';
import { STATUS_FIELDS } from '../../src/platform/srs/api-types.ts';
import type { OrderFacts, PlacedFacts } from '../../src/platform/srs/mapper.ts';
import { createAnswerReader, type Read } from '../../src/platform/srs/read-answer.ts';
import type { TokenFacts } from '../../src/platform/srs/token-facts.ts';
import { NIGHTLY } from '../long-form.ts';

const CONFIG: SrsConfig = {
  baseUrl: 'http://srs.test',
  tokenUrl: 'http://srs.test/token',
  rasBaseUrl: 'http://ras.test',
  clientId: 'client',
  clientSecret: new Secret('hidden'),
  scope: 'miss',
  basic: null,
  rasAuth: 'none',
  proNumber: null,
  rateLimit: null,
  timeZone: 'Europe/Zurich',
  errorFields: ['code', 'errorCode'],
  cancel: { method: 'DELETE', path: '/api/identifications/{refId}' },
};
const REF_ID = '3fa9b0c2-71d0-4c2e-9a1b-0c44a0c19e3f';
const NOW = Date.parse('2026-11-01T00:00:00.000Z');
/** `FUZZ_SEED` repeats a run; the seed of one that fails is printed by fast-check. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const FUZZED = NIGHTLY ? 20_000 : 2_000;
/** The long form takes as long as a busy machine needs. */
const LONGEST_MS = 600_000;

const GOOD = {
  refId: REF_ID,
  status: 'TERMINATED',
  reason: 'none',
  orderId: 'O-1',
  externalId: 'E-1',
  issuer: 'IDENTITY.TM',
  method: 'VIDEO IDENTITY.TM',
  mobile: '+41797771234',
  targetUrl: 'https://isp.example/start',
  firstName: 'Zoë',
  lastName: 'Müller',
  dob: '1984-02-29',
  email: 'zoe@example.org',
  country: 'CH',
  language: 'de',
  statuses: [
    { status: 'CREATED', at: '2026-10-31T10:00:00.000Z' },
    { status: 'TERMINATED', at: '2026-10-31T11:00:00.000Z' },
  ],
};
const OPTIONAL = STATUS_FIELDS.filter((name) => name !== 'refId' && name !== 'status');

const reader = createAnswerReader(CONFIG);

function answer(body: string, status = 200): Exchange {
  return { kind: 'answer', status, headers: { 'content-type': 'application/json' }, body, durationMs: 1 };
}

const read = (body: string, status?: number) => reader.status(REF_ID)(answer(body, status), NOW);

/** Values that have no meaning in any of the fields. */
const DAMAGE: readonly [string, unknown][] = [
  ['an object', { a: 1 }],
  ['a list of objects', [{ a: [] }, 2]],
  ['a list of lists', [['x'], [['y']]]],
  ['yes', true],
  ['half a character', 'a\udc00b'],
  ['a text beyond all length', 'y'.repeat(6_000)],
];
/** Values that say nothing. */
const NOTHING = [null, '', [], undefined];

describe(`answers damaged by chance (seed ${seed})`, () => {
  it.each(DAMAGE)('%s in any one optional field: the status is right and the field is named', (_, value) => {
    for (const field of OPTIONAL) {
      const result = read(JSON.stringify({ ...GOOD, [field]: value }));
      expect(result).toMatchObject({ ok: true, value: { status: 'terminated' } });
      const unread = result.ok ? result.value.unreadFields : [];
      expect(unread.map((name) => name.split('.')[0])).toEqual(expect.arrayContaining([field]));
      expect(new Set(unread.map((name) => name.split('.')[0]))).toEqual(new Set([field]));
    }
  });

  it('nothing in any one optional field is no damage', () => {
    for (const field of OPTIONAL)
      for (const value of NOTHING)
        expect(read(JSON.stringify({ ...GOOD, [field]: value }))).toMatchObject({
          ok: true,
          value: { status: 'terminated', unreadFields: [] },
        });
  });

  it(
    'whatever stands in an optional field, the others are read as before',
    () => {
      const field = fc.constantFrom(...OPTIONAL);
      fc.assert(
        fc.property(field, fc.jsonValue({ maxDepth: 4 }), (name, value) => {
          const whole = read(JSON.stringify(GOOD));
          const damaged = read(JSON.stringify({ ...GOOD, [name]: value }));
          if (!whole.ok || !damaged.ok) throw new Error('not read');
          expect(damaged.value.status).toBe('terminated');
          const wire = { mobile: 'msisdn', dob: 'birthDate' } as Readonly<Record<string, string>>;
          const touched = new Set([wire[name] ?? name, 'isHistory', 'unreadFields']);
          for (const [key, before] of Object.entries(whole.value))
            if (!touched.has(key))
              expect({ key, is: damaged.value[key as 'refId'] }).toEqual({ key, is: before });
        }),
        // Found by chance once: an object whose `toString` is no function.
        { seed, numRuns: FUZZED, examples: [['dob', { toString: null }]] },
      );
    },
    LONGEST_MS,
  );

  it(
    'no answer freezes, loses or crashes the reading of an order',
    () => {
      const text = JSON.stringify(GOOD);
      const cut = fc.nat(text.length).map((at) => text.slice(0, at));
      const flipped = fc
        .tuple(fc.nat(text.length - 1), fc.string({ minLength: 0, maxLength: 3, unit: 'binary' }))
        .map(([at, part]) => text.slice(0, at) + part + text.slice(at + 1));
      const body = fc.oneof(
        cut,
        flipped,
        fc.json(),
        fc.string({ unit: 'binary' }),
        fc.constant('default backend - 404'),
      );
      const status = fc.constantFrom(200, 200, 200, 201, 204, 206, 302, 400, 403, 404, 409, 410, 500, 503);
      fc.assert(
        fc.property(body, status, (sent, code) => {
          const result = read(sent, code);
          // What is read is that order; what is not is a failure that is tried again, never "SRS does not know it".
          if (result.ok) expect(result.value.refId).toBe(REF_ID);
          else expect(result.failure.kind).not.toBe('not_found');
          for (const other of [
            reader.place,
            reader.verify,
            reader.listMethods,
            reader.token,
            reader.cancel,
            reader.lookup,
          ])
            expect(other(answer(sent, code), NOW)).toHaveProperty('ok');
        }),
        { seed, numRuns: FUZZED },
      );
    },
    LONGEST_MS,
  );
});

const PLACED = {
  refId: REF_ID,
  orderId: 'O-1',
  targetUrl: 'https://isp.example/start',
  issuer: 'IDENTITY.TM',
  method: 'video',
  status: 'CREATED',
  externalId: 'E-1',
  createdAt: '2026-10-31T10:00:00.000Z',
};
const METHOD = {
  issuer: 'A',
  method: 'M',
  methodType: 'video',
  jurisdiction: ['EU'],
  loa: ['4'],
  offline: false,
  webflow: true,
  realtime: true,
};
const TOKEN = { access_token: 't', token_type: 'Bearer', expires_in: 3600 };

/** Names of fields where the desk calls them otherwise than the wire does. */
const RENAMED: Readonly<Record<string, string>> = {
  mobile: 'msisdn',
  dob: 'birthDate',
  jurisdiction: 'jurisdictions',
  expires_in: 'lifeSeconds',
};

/** What came of an answer: whether what it is for is there, what each field was read as, which could not be read. */
interface Reading {
  essential: unknown;
  fields: Readonly<Record<string, unknown>>;
  unread: readonly string[];
}

function readingOf(result: Read<unknown>, essential: (value: never) => unknown): Reading {
  if (!result.ok) throw new Error(`not read: ${result.failure.kind}`);
  return {
    essential: essential(result.value as never),
    fields: result.value as Record<string, unknown>,
    unread: result.unread.map(({ field }) => field.split('.')[0] ?? ''),
  };
}

/** Each call's answer: a good one, what of it is indispensable, and how a body is read. */
const ANSWERS: readonly [
  call: string,
  good: Readonly<Record<string, unknown>>,
  needed: readonly string[],
  read: (body: string) => Reading,
][] = [
  [
    'status',
    GOOD,
    ['refId', 'status'],
    (body) => readingOf(read(body), ({ refId, status }: OrderFacts) => [refId, status]),
  ],
  [
    'placing',
    PLACED,
    ['refId'],
    (body) => readingOf(reader.place(answer(body, 201), NOW), ({ refId }: PlacedFacts) => refId),
  ],
  [
    'methods',
    METHOD,
    [],
    (body) => {
      const list = reader.listMethods(answer(`[${body},${JSON.stringify(METHOD)}]`), NOW);
      const offers = list.ok ? list.value : [];
      const unread = list.ok ? list.unread.map(({ field }) => field.split('.').at(-1) ?? '') : [];
      return { essential: offers.at(-1), fields: { ...(offers.length === 2 ? offers[0] : {}) }, unread };
    },
  ],
  [
    'token',
    TOKEN,
    // The type says nothing that is needed: it is not even kept.
    ['access_token', 'token_type'],
    (body) => readingOf(reader.token(answer(body), NOW), ({ token }: TokenFacts) => token),
  ],
];

const BEYOND = '123456789012345678901234567890';
/** What is odd about a field; `good` is what stood there. */
const WAYS: readonly [way: string, of: (good: unknown) => unknown][] = [
  ['a number for a text', () => 42],
  ['a fraction', () => 0.5],
  ['text for whatever it is', (good) => (typeof good === 'string' ? good : JSON.stringify(good))],
  ['another text', () => 'gestern'],
  ['one in place of a list', (good) => (Array.isArray(good) ? good[0] : good)],
  ['a list of one', (good) => [good]],
  ['a list of two', (good) => [good, good]],
  ['a list with gaps', (good) => [null, good, '']],
  ['null', () => null],
  ['an empty text', () => ''],
  ['an empty list', () => []],
  ['yes', () => true],
  ['an integer beyond 2^53', () => BEYOND],
  ['a list of numbers', () => [2026, 10, 31, 11, 0]],
  ['a time of epoch seconds', () => 1793440800],
  ...DAMAGE.map(([way, value]): [string, () => unknown] => [way, () => value]),
];

const saysNothing = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.every(saysNothing));

describe.each(ANSWERS)('one odd field in the answer of a %s call', (call, good, needed, readBody) => {
  const optional = Object.keys(good).filter((name) => !needed.includes(name));
  const whole = readBody(JSON.stringify(good));

  it.each(WAYS)(
    '%s: what it is for is there; the field is read, or flagged, and no other is touched',
    (_, of) => {
      for (const field of optional) {
        const value = of(good[field]);
        // An integer of more digits than a double has stands in the JSON as it is.
        const body = JSON.stringify({ ...good, [field]: value }).replace(`"${BEYOND}"`, BEYOND);
        const { essential, fields, unread } = readBody(body);
        expect({ field, essential }).toEqual({ field, essential: whole.essential });
        const told = fields[RENAMED[field] ?? field];
        const isTold = told !== undefined && told !== null && !saysNothing(told);
        if (!saysNothing(value))
          expect({ call, field, known: isTold || unread.includes(field) }).toMatchObject({ known: true });
        expect(unread.filter((name) => name !== field)).toEqual([]);
      }
    },
  );

  it('an integer beyond 2^53 is kept digit by digit wherever a text is taken as it comes', () => {
    for (const field of ['orderId', 'externalId', 'reason', 'methodType'].filter((name) => name in good)) {
      const body = JSON.stringify({ ...good, [field]: BEYOND }).replace(`"${BEYOND}"`, BEYOND);
      expect(readBody(body).fields[field]).toBe(BEYOND);
    }
  });
});

describe('a verify call that finds nothing', () => {
  it.each([
    ['the code', 404, '{"code":"EVIDENCE_NOT_FOUND"}', 'evidence_not_found'],
    ['in lower case under another name', 404, '{"errorCode":"evidence-not-found"}', 'evidence_not_found'],
    ['in a list', 404, '[{"code":"EVIDENCE_NOT_FOUND"}]', 'evidence_not_found'],
    ['the field in another spelling', 404, '{"Error-Code":"EVIDENCE_NOT_FOUND"}', 'evidence_not_found'],
    ['under another field', 404, '{"error":"EVIDENCE_NOT_FOUND"}', 'evidence_not_found'],
    ['within', 404, '{"errors":[{"code":"EVIDENCE_NOT_FOUND","field":"msisdn"}]}', 'evidence_not_found'],
    ['the code alone', 404, '"evidence_not_found"', 'evidence_not_found'],
    ['as text', 404, 'EVIDENCE_NOT_FOUND\n', 'evidence_not_found'],
    ['nothing in an object', 404, '{}', 'not_from_srs'],
    ['nothing in a list', 404, '[]', 'not_from_srs'],
    ['another code', 404, '{"code":"NOT_FOUND"}', 'evidence_not_found'],
    ['no body', 404, '', 'not_from_srs'],
    ['terms', 403, '{"errorCode":"Terms_Not_Accepted"}', 'terms_not_accepted'],
    ['no body and no right to ask', 403, '', 'unauthorized'],
    ['no right to ask, nothing in the body', 403, 'null', 'unauthorized'],
    ['terms within', 403, '{"error":{"code":"terms_not_accepted"}}', 'terms_not_accepted'],
    ['another speaks', 403, '{"message":"Forbidden"}', 'unauthorized'],
    ['a code of an error of the service', 500, '{"code":"EVIDENCE_NOT_FOUND"}', 'http_error'],
    ['a gateway', 404, '{"message":"no Route matched with those values"}', 'not_from_srs'],
    ['terms under a 404', 404, '{"code":"TERMS_NOT_ACCEPTED"}', 'terms_not_accepted'],
    ['a wrong address', 404, 'default backend - 404', 'not_from_srs'],
    ['no right to ask', 403, '{"code":"FORBIDDEN"}', 'unauthorized'],
  ])('%s', (_, status, body, kind) => {
    expect(reader.verify(answer(body, status), NOW)).toMatchObject({ ok: false, failure: { kind } });
  });
});

describe('a placing call', () => {
  it.each([
    ['a wrong address', 404, 'default backend - 404', 'not_from_srs'],
    ['a gateway', 404, '{"message":"no Route matched with those values"}', 'not_from_srs'],
    ['a conflict of something else', 409, '{"message":"state conflict, retry"}', 'not_from_srs'],
    ['nobody', 404, '', 'not_from_srs'],
    ['SRS, of a conflict', 409, '{"code":"DUPLICATE"}', 'http_error'],
    ['SRS, of an unknown method', 404, '{"code":"PROVIDER_NOT_FOUND"}', 'http_error'],
    ['SRS, of wrong data', 400, '{"message":"dob"}', 'http_error'],
  ])('that is refused by %s', (_, status, body, kind) => {
    expect(reader.place(answer(body, status), NOW)).toMatchObject({ ok: false, failure: { kind, status } });
  });

  it('with a Ref ID in a good answer is an order, whatever else is odd', () => {
    const body = { refId: REF_ID, orderId: {}, status: [], createdAt: 'gestern', targetUrl: 7, issuer: true };
    expect(reader.place(answer(JSON.stringify(body), 201), NOW)).toMatchObject({
      ok: true,
      value: { refId: REF_ID, status: 'created', createdAt: null, targetUrl: null },
    });
  });
});

describe('the list of methods', () => {
  const good = { issuer: 'A', method: 'M', loa: 4, jurisdiction: 'eu', realtime: 'TRUE' };
  const offer = { issuer: 'A', method: 'M', loa: ['4'], jurisdictions: ['EIDAS'], realtime: true };
  it.each([
    ['one in place of the list', good, [offer]],
    ['one under providers', { providers: good }, [offer]],
    [
      'a bad one among good ones',
      [good, { issuer: 'B' }, 'C', { ...good, method: 2 }],
      [offer, { ...offer, method: '2' }],
    ],
    ['several in one text', { ...good, loa: 'LOA4, LOA3' }, [{ ...offer, loa: ['4', '3'] }]],
    ['none', [], []],
  ])('%s', (_, body, offers) => {
    const result = reader.listMethods(answer(JSON.stringify(body)), NOW);
    expect(result).toMatchObject({ ok: true, value: offers });
  });
});

describe('a token', () => {
  const token = (body: object) => reader.token(answer(JSON.stringify(body)), NOW);
  it.each([[null], [0], [''], ['3600s'], [1_576_800_000], [-1], [undefined], [{}]])(
    'with %j for its life has none that is believed, and is used',
    (life) => {
      const result = token({ access_token: ' t\n', token_type: null, expires_in: life });
      expect(result).toMatchObject({ ok: true, value: { token: 't', lifeSeconds: null } });
      expect(result.ok && result.unread.map(({ field }) => field)).toEqual(['expires_in']);
    },
  );
  it.each([[3600], ['3600']])('with %j for its life lives so long', (life) => {
    expect(token({ access_token: 't', token_type: 'bEaReR', expires_in: life })).toMatchObject({
      ok: true,
      value: { token: 't', lifeSeconds: 3600 },
      unread: [],
    });
  });
  it.each([['\u200babc'], ['\tabc\r\n'], [['abc']], ['Bearer abc'], ['\u00a0abc\ufeff']])(
    '%j is that token, without what stands around it',
    (value) => {
      expect(token({ access_token: value, expires_in: 3600 })).toMatchObject({ value: { token: 'abc' } });
    },
  );
  it.each([['a b'], ['ä'], ['a\r\nb'], [''], [5], [null]])('%j cannot be sent, so it is none', (value) => {
    expect(token({ access_token: value, expires_in: 3600 })).toMatchObject({ ok: false });
  });
});
