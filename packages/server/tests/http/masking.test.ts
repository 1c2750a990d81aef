import { maskBirthDate, maskBody, maskEmail, maskName, maskNumber } from '@srs-desk/shared/api/masking.ts';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MASK } from '../../src/features/orders/order-columns.ts';

const SAMPLES = [
  null,
  '',
  '+41',
  '+41791234567',
  '+4915123456789',
  'Müller',
  'É',
  'max@example.com',
  '1980-04-12',
  '𝕏',
];

describe('masking', () => {
  const database = new Database(':memory:');
  const inSql = (expression: string, value: string | null) =>
    database.prepare(`SELECT ${expression} FROM (SELECT ? AS c)`).pluck().get(value);

  it.each([
    ['number', MASK.number('c'), maskNumber],
    ['name', MASK.name('c'), maskName],
    ['email', MASK.email('c'), maskEmail],
    ['birth date', MASK.birthDate('c'), maskBirthDate],
  ] as const)('a %s looks the same from SQL and from code', (_what, sql, mask) => {
    for (const sample of SAMPLES) expect([sample, inSql(sql, sample)]).toEqual([sample, mask(sample)]);
  });

  it('leaves ids in a body and takes persons out, however deep', () => {
    const body = {
      refId: 'r-1',
      status: 'ERROR',
      person: { FirstName: 'Max', tel: 'call +41 79 123 45 67 now', list: ['max@example.com'] },
    };
    const masked = maskBody(JSON.stringify(body));
    expect(masked).toContain('"refId":"r-1"');
    for (const secret of ['Max', '123 45', 'example.com']) expect(masked).not.toContain(secret);
    expect(maskBody('<html>Max</html>')).toBe('•••');
  });
});
