import { describe, expect, it } from 'vitest';
import { METHOD_CATALOGUE, METHOD_SHEETS, methodDisplayName, methodKeyOf } from './catalogue.ts';
import { addCalendarYears, evidenceValidUntil } from './evidence.ts';
import { normaliseJurisdiction } from './filters.ts';
import { checkInitialData, initialDataToSend, isPlaceable } from './initial-data.ts';
import { DEFAULT_METHOD_SETTINGS, methodSettingsSchema, timingsOf } from './settings.ts';
import { INITIAL_DATA_FIELDS } from './sheet.ts';
import { verifyWindow } from './verify-window.ts';

const at = (text: string) => Date.parse(text);
const MINUTE = 60_000;

describe('methodKeyOf', () => {
  it.each([
    ['IDENTITY.TM', 'video', 'video_identity_tm'],
    ['identity.tm', 'VIDEO IDENTITY.TM', 'video_identity_tm'],
    ['Identity TM', null, 'video_identity_tm'],
    [null, 'VIDEO IDENTITY.TM', 'video_identity_tm'],
    ['KLARNA', 'Bank', 'bank_klarna'],
    ['Klarna', 'Bankident', 'bank_klarna'],
    ['test', 'video', 'test_video'],
    ['KLARNA', 'video', null],
    ['OTHER', 'video', null],
    [null, 'video', null],
    [null, null, null],
  ] as const)('%s / %s → %s', (issuer, method, key) => {
    expect(methodKeyOf(issuer, method)).toBe(key);
  });
  it('names a method nobody knows as SRS does', () => {
    expect(methodDisplayName('OTHER', 'eID')).toBe('OTHER/eID');
    expect(methodDisplayName('KLARNA', 'bank')).toBe('Bank (Klarna)');
    expect(methodDisplayName(null, null)).toBe('–');
  });
});

describe('filters (guide §5.1, §7)', () => {
  it('compares without regard to spelling', () => {
    expect(['EU', 'eIDAS', 'EIDAS', 'ch', 'ZertES', 'US'].map(normaliseJurisdiction)).toEqual([
      'EIDAS',
      'EIDAS',
      'EIDAS',
      'ZERTES',
      'ZERTES',
      null,
    ]);
  });
});

describe('initial data', () => {
  const NOW = Date.parse('2026-11-30T22:00:00.000Z');
  const check = (...[key, data]: Parameters<typeof initialDataToSend>) => checkInitialData(key, data, NOW);
  const codes = (...args: Parameters<typeof check>) =>
    check(...args).map((remark) => `${remark.field}:${remark.code}`);
  const person = {
    firstName: 'Max',
    lastName: 'Maximus',
    dob: '12.4.1980',
    mobile: '+41 79 123 45 67',
    country: 'DE',
  };

  it('bank: five fields are mandatory and must match the account', () => {
    const remarks = check('bank_klarna', {});
    expect(remarks.map((remark) => remark.field)).toEqual([
      'firstName',
      'lastName',
      'dob',
      'mobile',
      'country',
    ]);
    expect(isPlaceable(remarks)).toBe(false);
    expect(isPlaceable(check('bank_klarna', person))).toBe(true);
    expect(new Set(check('bank_klarna', person).map((remark) => remark.code))).toEqual(
      new Set(['compared_with_account']),
    );
  });
  it('video: nothing is mandatory, the surname is advised and exact, the rest is compared', () => {
    expect(codes('video_identity_tm', {})).toEqual(['lastName:surname_needed_for_app']);
    expect(isPlaceable(check('video_identity_tm', {}))).toBe(true);
    expect(codes('video_identity_tm', { lastName: 'Maximus' })).toEqual(['lastName:surname_exact']);
    expect(codes('video_identity_tm', { lastName: 'M', nationality: 'CH', title: 'Dr' })).toEqual([
      'lastName:surname_exact',
      'nationality:compared_with_document',
      'title:not_accepted',
    ]);
    expect(codes('video_identity_tm', { lastName: 'M', mobile: '+41791234567' })).toContain(
      'mobile:proved_by_sms',
    );
  });
  it('names what is malformed', () => {
    const wrong = {
      ...person,
      dob: '31.02.1980',
      mobile: '12',
      country: 'Germany',
      email: 'x',
      language: 'fr',
    };
    expect(codes('bank_klarna', wrong)).toEqual(
      expect.arrayContaining([
        'dob:malformed',
        'mobile:number_too_short',
        'country:malformed',
        'email:malformed',
        'language:language_not_offered',
      ]),
    );
    expect(codes('video_identity_tm', { lastName: 'Max\u0000' })).toEqual(['lastName:malformed']);
  });
  it.each(['bank_klarna', 'video_identity_tm', null] as const)(
    '%s: refuses a birth date in the future',
    (key) => {
      for (const dob of ['2030-01-01', '1.12.2026'])
        expect(codes(key, { ...person, dob })).toContain('dob:in_future');
      for (const dob of ['2026-11-30', '12.4.1980'])
        expect(codes(key, { ...person, dob })).not.toContain('dob:in_future');
      expect(codes(key, { documentValidity: '2030-01-01' })).not.toContain('documentValidity:in_future');
    },
  );
  it('sends it tidied and without the useless', () => {
    expect(initialDataToSend('bank_klarna', { ...person, title: 'Dr', email: ' ' })).toEqual({
      firstName: 'Max',
      lastName: 'Maximus',
      mobile: '+41791234567',
      dob: '1980-04-12',
      country: 'DE',
    });
    expect(codes(null, { title: 'Dr' })).toEqual([]);
  });
  it('every sheet rules on every field once', () => {
    for (const sheet of METHOD_CATALOGUE)
      expect(sheet.initialData.map((datum) => datum.field).sort()).toEqual([...INITIAL_DATA_FIELDS].sort());
  });
});

describe('timings and settings', () => {
  it('are the guide’s by default', () => {
    expect(timingsOf('video_identity_tm')).toMatchObject({
      identificationMinSeconds: 600,
      identificationMaxSeconds: 1200,
      verifyAnchor: 'triggered',
      sessionSeconds: null,
      urlReuses: null,
      evidenceYears: 5,
    });
    expect(timingsOf('bank_klarna')).toMatchObject({
      verifyAnchor: 'terminated',
      verifyFromSeconds: 30,
      verifyUntilSeconds: 120,
      sessionSeconds: 3600,
      urlReuses: 5,
      evidenceYears: 2,
    });
  });
  it('can be changed one by one, and refuse nonsense', () => {
    const settings = methodSettingsSchema.parse({ bank_klarna: { verifyFromSeconds: 300 } });
    expect(timingsOf('bank_klarna', settings)).toMatchObject({
      verifyFromSeconds: 300,
      verifyUntilSeconds: 300,
      sessionSeconds: 3600,
    });
    expect(timingsOf('video_identity_tm', settings)).toEqual(METHOD_SHEETS.video_identity_tm.timings);
    expect(methodSettingsSchema.safeParse({ bank_klarna: { verifyFromSeconds: -1 } }).success).toBe(false);
    expect(methodSettingsSchema.safeParse({ bank_klarna: { typo: 1 } }).success).toBe(false);
    expect(
      methodSettingsSchema.safeParse({ bank_klarna: { verifyFromSeconds: 9, verifyUntilSeconds: 8 } })
        .success,
    ).toBe(false);
    expect(DEFAULT_METHOD_SETTINGS.unlisted).toEqual({});
  });
});

describe('verify window', () => {
  const T = at('2026-03-01T12:00:00Z');
  it.each([
    // Video: from ten minutes after triggering, but never before Terminated.
    ['video_identity_tm', 4, 10, 20],
    ['video_identity_tm', 15, 15, 20],
    ['video_identity_tm', 300, 300, 302],
    ['bank_klarna', 5, 5.5, 7],
    ['test_video', 1, 1, 3],
  ] as const)('%s terminated after %d min: %d to %d min', (key, terminated, from, until) => {
    expect(verifyWindow(timingsOf(key), { createdAt: T, terminatedAt: T + terminated * MINUTE })).toEqual({
      from: T + from * MINUTE,
      until: T + until * MINUTE,
    });
  });
});

describe('evidence validity', () => {
  it('counts calendar years', () => {
    const since = at('2024-02-29T10:00:00.000Z');
    expect(evidenceValidUntil('bank_klarna', since)).toBe(at('2026-02-28T10:00:00.000Z'));
    expect(evidenceValidUntil('video_identity_tm', at('2026-07-01T00:00:00Z'))).toBe(
      at('2031-07-01T00:00:00Z'),
    );
    expect(addCalendarYears(since, 4)).toBe(at('2028-02-29T10:00:00.000Z'));
  });
});
