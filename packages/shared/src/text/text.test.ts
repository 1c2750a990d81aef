import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBirthDate } from './birth-date.ts';
import { foldedWords, foldText, isOneTypoApart, nameTerms, nearSpellings, soughtName } from './fold.ts';
import { emailsIn, evidenceIdsIn, refIdIn, refIdsIn } from './ids.ts';
import { numberShape, typedNumber } from './number.ts';
import { plainText, tidyText, withoutInvisible } from './signs.ts';

const ID = '3fa91b2c-0000-4000-8000-0123456789ab';
const COMPACT = ID.replaceAll('-', '');

describe('signs', () => {
  it('drops what cannot be seen and composes what can', () => {
    expect(withoutInvisible('\u200bJu\u0308rg\u00ad \ufeff')).toBe('Ju\u0308rg');
    expect(tidyText('\u200eJu\u0308rg\u00a0\u2003M\u2069')).toBe('Jürg M');
    expect(withoutInvisible('علی\u200cرضا')).toBe('علی\u200cرضا');
    expect(withoutInvisible('Mül\u200dler')).toBe('Müller');
  });
  it('evens out dashes, blanks, widths and digits of ids and numbers', () => {
    expect(plainText('０７９\u202f７７７\u2011٥٥\u2013२२')).toBe('079 777-55-22');
  });
});

describe('ids', () => {
  it.each([
    `\u200b${ID}`,
    `Referenz: ${ID}`,
    COMPACT,
    ID.toUpperCase(),
    `{${ID}}`,
    `urn:uuid:${ID}.`,
    `http://127.0.0.1:4000/#/orders/${ID}/timeline?tab=calls`,
    `https://ident.example/start?ref=%7B${ID}%7D&lang=de`,
    ID.replaceAll('-', '\u2013'),
    ID.replaceAll('-', '\u00ad-'),
    `3fa91b2c-0000-4000-\n 8000-0123456789ab`,
    `Please have a look at ${ID}, thanks`,
    `add ${ID} be`,
  ])('%j names the Ref ID', (text) => expect(refIdsIn(text)).toEqual([ID]));
  it.each([`${ID}0`, `x${COMPACT}`, COMPACT.slice(1), 'ACME-042', ''])('%j names none', (text) =>
    expect(refIdsIn(text)).toEqual([]),
  );
  it('takes several for none where one is asked for', () => {
    const other = ID.replace('3', '4');
    expect(refIdsIn(`${ID},${other} ${COMPACT}`)).toEqual([ID, other]);
    expect(refIdIn(`${ID},${other}`)).toBeNull();
  });
  it('finds it wherever it stands', () => {
    const words = fc.string({ maxLength: 30 }).map((text) => text.replace(/[\p{L}\p{N}%\\-]/gu, ''));
    fc.assert(
      fc.property(fc.uuid(), words, words, (id, before, after) => {
        expect(refIdsIn(`${before} ${id} ${after}`)).toEqual([id]);
      }),
    );
  });
  it('finds evidence IDs and e-mail addresses', () => {
    expect(evidenceIdsIn('Evidence: ras5B4c0123456789abcdef0123.')).toEqual(['RAS5b4c0123456789abcdef0123']);
    expect(emailsIn('mailto:max.muster@example.com?subject=x')).toEqual(['max.muster@example.com']);
    expect(emailsIn('Max Muster <max@example.com>; x@y')).toEqual(['max@example.com']);
  });
});

describe('numbers', () => {
  it.each([
    ['+41 079 777 55 22', '+410797775522'],
    ['\u200e+41797775522', '+41797775522'],
    ['\u202a+41 79\u00a0777\u201155\u201322\u202c', '+41797775522'],
    ['Tel. 079 777 55 22', '0797775522'],
    ['Tel.: 079/777.55.22', '0797775522'],
    ['079 777 55 22 (Mobile)', '0797775522'],
    ['tel:+41797775522', '+41797775522'],
    ['0041 (0)79 777 55 22', '+410797775522'],
    ['Herr Muster, 079 777 55 22', '0797775522'],
    ['45 67', '4567'],
    ['Handy 45 67', '4567'],
    ['ACME-042', null],
    ['Muster 4410', null],
    ['079 777 55 22 oder 044 123 45 67', null],
    ['', null],
  ])('%j → %j', (text, digits) => expect(typedNumber(text)).toBe(digits));
  it('tells by the form alone what is none', () => {
    expect(numberShape('12')).toEqual({ problem: 'number_too_short' });
    expect(numberShape('Max')).toEqual({ problem: 'number_unreadable' });
    expect(numberShape('+41 79 777 55 22')).toEqual({ msisdn: '+41797775522' });
  });
});

describe('birth dates', () => {
  it.each(['12.4.1980', '12. 04. 1980', '12/4/1980', '1980-04-12', '1980\u201304\u201312', 'geb. 12.4.1980'])(
    '%j',
    (text) => expect(parseBirthDate(text)).toBe('1980-04-12'),
  );
});

/** Whether a name that is stored is found by whole words of what was typed. */
function isFoundBy(stored: string, typed: string): boolean {
  const terms = new Set(nameTerms(stored).terms);
  return soughtName(typed).some((words) => words.every(({ whole }) => whole.some((term) => terms.has(term))));
}

describe('names', () => {
  it.each([
    ["Luca D'Amico", "D'Amico"],
    ["Luca D'Amico", 'D’Amico'],
    ["Luca D'Amico", 'Damico'],
    ["Luca D'Amico", 'D Amico'],
    ['Luca Damico', "D'Amico"],
    ['Jürg Müller-Größl', 'Mueller'],
    ['Jürg Müller-Größl', 'Juerg'],
    ['Jürg Müller-Größl', 'Muller'],
    ['Jürg Müller-Größl', 'Grössl'],
    ['Jürg Müller-Größl', 'Groessl'],
    ['Jürg Müller-Größl', 'MUELLER-GROSSL'],
    ['Jürg Müller-Größl', 'Herr Dr. Jürg Müller'],
    ['Jurg Muller', 'Jürg Müller'],
    ['Juerg Mueller', 'Jurg Müller'],
    ['Ju\u0308rg', 'Jürg'],
    ['Peter A. Meyer', 'Peter A. Meyer'],
    ['Peter A. Meyer', 'Meyer A'],
    ['Łukasz Đorđević', 'Lukasz Djordjevic'],
    ['Łukasz Đorđević', 'Dordevic'],
    ['Søren Ærø', 'Soeren Aero'],
    ['Søren Ærø', 'Soren'],
    ['Åse Ångström', 'Aase Angstroem'],
    ['Işıl İnci', 'Isil Inci'],
    ['Anna-Lena', 'Annalena'],
    ['王小明', '小明'],
    ['김민준', '민준'],
    ['Ольга Чайка', 'ольга'],
  ])('%j is found by %j', (stored, typed) => expect(isFoundBy(stored, typed)).toBe(true));
  it.each([
    ['Peter A. Meyer', 'Peter B. Meyer'],
    ['Jürg Müller', 'Miller'],
    ['Mrs Smith', 'Mrs Jones'],
  ])('%j is not found by %j', (stored, typed) => expect(isFoundBy(stored, typed)).toBe(false));
  it('takes a title for the name where there is nothing else', () => {
    expect(isFoundBy('Anna Herr', 'Herr')).toBe(true);
    expect(isFoundBy('Anna Muster', 'Frau')).toBe(false);
  });
  it('knows one typo from two', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 5, maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const near = new Set(nearSpellings(a));
        if (isOneTypoApart(a, b) || a === b)
          expect(nearSpellings(b).some((form) => near.has(form))).toBe(true);
      }),
    );
    for (const other of ['meyr', 'meyers', 'meier', 'emyer'])
      expect(isOneTypoApart('meyer', other), other).toBe(true);
    for (const other of ['maier', 'meyersb', 'me']) expect(isOneTypoApart('meyer', other), other).toBe(false);
  });
  it('folds what is compared', () => {
    expect(foldText('ŁÓDŹ Straße')).toBe('lodz strasse');
    expect(foldedWords('Ada, ada; Lovelace')).toEqual(['ada', 'lovelace']);
  });
});
