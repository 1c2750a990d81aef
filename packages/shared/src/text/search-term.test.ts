import { describe, expect, it } from 'vitest';
import { parseBirthDate } from './birth-date.ts';
import { looksLikePersonalData, readSearchTerm } from './search-term.ts';

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
    expect(first('079 123 45 67')).toEqual({ kind: 'msisdn', value: '0791234567' });
    expect(first('Max Muster')).toMatchObject({
      kind: 'name',
      words: [{ begins: ['max'] }, { begins: ['muster'] }],
    });
    expect(first('Max.Muster@example.com')).toEqual({ kind: 'email', value: 'max.muster@example.com' });
    expect(first('12.4.1980')).toEqual({ kind: 'birth_date', value: '1980-04-12' });
  });
  it.each(['Jürg Müller (Mobile)', 'Jürg Müller <juerg@example.com>'])('finds the name in %j', (text) => {
    expect(readSearchTerm(text)).toContainEqual({
      kind: 'name',
      words: [expect.objectContaining({ begins: ['jurg', 'juerg'] }), expect.anything()],
    });
  });

  it.each([...'\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d'])('takes %j for the hyphen of a name', (dash) => {
    const readings = (text: string) => readSearchTerm(text).filter(({ kind }) => kind === 'name');
    for (const name of ['Müller-Größl', 'Jürg Müller-Größl'])
      expect(readings(name.replace('-', dash))).toEqual(readings(name));
    expect(looksLikePersonalData(`Jürg Müller${dash}Größl`)).toBe(true);
  });

  it.each([...'\u2019\u2018\u2032\uff07\u02bc\u00b4\u0060'])(
    'takes %j for the apostrophe of a name',
    (sign) => {
      const names = (text: string) => readSearchTerm(text).filter(({ kind }) => kind === 'name');
      expect(names(`Luca D${sign}Amico`)).toEqual(names("Luca D'Amico"));
      expect(looksLikePersonalData(`Luca D${sign}Amico`)).toBe(true);
    },
  );

  it.each([
    'Auftrag',
    'Auftragsnummer',
    'Auftrags-Nr.',
    'Order',
    'Order ID',
    'Order number',
    'Externe ID',
    'External ID',
    'Kunde',
    'Kundennummer',
    'Referenznummer',
    'Nachname',
    'Surname',
  ])('takes the label %j off, and finds an External ID that begins so', (label) => {
    const whole = { kind: 'external_id', value: `${label}: ACME-042` } as const;
    expect(readSearchTerm(whole.value)).toEqual([...readSearchTerm('ACME-042'), whole]);
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
