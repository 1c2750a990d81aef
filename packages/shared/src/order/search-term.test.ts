import { describe, expect, it } from 'vitest';
import { maskMsisdn, matchesMsisdn, normaliseMsisdn } from './msisdn.ts';
import { looksLikePersonalData, parseBirthDate, readSearchTerm } from './search-term.ts';

describe('normaliseMsisdn', () => {
  it.each([
    ['+41 79 123 45 67', '+41791234567'],
    ['+41 (0)79 123 45 67', '+41791234567'],
    ['0041791234567', '+41791234567'],
    ['079 123 45 67', '+41791234567'],
    ['079/123.45-67', '+41791234567'],
    ['tel:+41791234567', '+41791234567'],
    ['41791234567', '+41791234567'],
    ['+41791234567', '+41791234567'],
    ['0049 151 1234 5678', '+4915112345678'],
    ['+4179', null],
    ['884-221', null],
    ['Max Muster', null],
    ['', null],
    ['+0791234567', null],
    ['+41791234567890123', null],
  ])('%j → %j', (text, expected) => {
    expect(normaliseMsisdn(text)).toBe(expected);
  });
  it('completes with the country it is told, and keeps the zero where it belongs', () => {
    expect(normaliseMsisdn('0151 1234 5678', '49')).toBe('+4915112345678');
    expect(normaliseMsisdn('06 1234 5678', '39')).toBe('+390612345678');
  });
});

describe('parts of a number', () => {
  it.each([
    ['45 67', true],
    ['079 123', true],
    ['+41 79', true],
    ['0041 79 12', true],
    ['791234567', true],
    ['99 99', false],
    ['+49', false],
    ['Max', false],
  ])('%j fits +41791234567: %s', (text, fits) => {
    expect(matchesMsisdn('+41791234567', text)).toBe(fits);
  });
  it('masks all but the ends', () => {
    expect(maskMsisdn('+41791234567')).toBe('+41 ••• ••• 67');
  });
});

describe('readSearchTerm', () => {
  const first = (text: string) => readSearchTerm(text)[0];
  it('takes ids with whatever was copied around them', () => {
    const id = '3fa91b2c-0000-4000-8000-0123456789ab';
    for (const text of [id, ` ${id.toUpperCase()} `, `Ref ID: ${id}`, `"${id}"`, id.replaceAll('-', '')])
      expect(readSearchTerm(text)).toEqual([{ kind: 'ref_id', value: id }]);
    expect(first('RAS5b4c0123456789abcdef0123')).toEqual({
      kind: 'evidence_id',
      value: 'RAS5b4c0123456789abcdef0123',
    });
    expect(first('ras5b4c')).toEqual({ kind: 'evidence_id_part', prefix: 'RAS5b4c' });
    expect(first('3fa9…c2')).toEqual({ kind: 'ref_id_part', prefix: '3fa9', suffix: 'c2' });
    expect(first('3fa91b2c-00')).toEqual({ kind: 'ref_id_part', prefix: '3fa91b2c-00', suffix: null });
  });
  it('keeps every sensible reading of an ambiguous term', () => {
    expect(readSearchTerm('884221').map((reading) => reading.kind)).toEqual([
      'ref_id_part',
      'order_id',
      'external_id',
      'msisdn',
    ]);
    expect(readSearchTerm('Muster').map((reading) => reading.kind)).toEqual([
      'order_id',
      'external_id',
      'name',
    ]);
  });
  it('puts the person first where the text is plainly one', () => {
    expect(first('079 123 45 67')).toMatchObject({ kind: 'msisdn', pattern: { exact: '+41791234567' } });
    expect(first('Max Muster')).toEqual({ kind: 'name', words: ['Max', 'Muster'] });
    expect(first('Max.Muster@example.com')).toEqual({ kind: 'email', value: 'max.muster@example.com' });
    expect(first('12.4.1980')).toEqual({ kind: 'birth_date', value: '1980-04-12' });
  });
  it('finds nothing in nothing', () => {
    expect(readSearchTerm('   ')).toEqual([]);
  });
});

describe('looksLikePersonalData', () => {
  it.each([
    '+41 79 123 45 67',
    '0791234567',
    '79 123 45 67',
    'max@example.com',
    'Max Muster',
    'Anna-Lena von der Mühll',
    '1980-04-12',
    '12.04.1980',
  ])('%j does', (text) => expect(looksLikePersonalData(text)).toBe(true));
  it.each([
    'ACME-042',
    'Muster AG',
    'Muster',
    '884-221',
    '3fa91b2c',
    'RAS5b4c',
    'Treuhand Müller GmbH',
    '42',
  ])('%j does not', (text) => expect(looksLikePersonalData(text)).toBe(false));
});

it('refuses days that do not exist', () => {
  expect(parseBirthDate('30.02.1990')).toBeNull();
  expect(parseBirthDate('29.2.2000')).toBe('2000-02-29');
  expect(parseBirthDate('29.2.1900')).toBeNull();
});
