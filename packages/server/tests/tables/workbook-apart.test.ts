import { expect, it } from 'vitest';
import { tableFile } from '../../src/platform/tables/made-file.ts';
import type { Table } from '../../src/platform/tables/table.ts';
import { toXlsx } from '../../src/platform/tables/write-xlsx.ts';

const table = (rows: number): Table => ({
  sheet: 'Usage',
  columns: [
    { key: 'externalId', heading: 'External ID' },
    { key: 'amount', heading: 'Amount' },
    { key: 'note', heading: 'Note' },
  ],
  rows: Array.from({ length: rows }, (_, n) => ({
    externalId: `=SP-${n}`,
    amount: n % 3 === 0 ? null : { minor: n * 5, currency: 'CHF' },
    note: n % 2 === 0 ? ['one', 'two'] : n,
  })),
});

it('writes a large workbook apart as a small one is written at once, byte for byte', async () => {
  for (const rows of [3, 2_000]) {
    const { content, type } = await tableFile(['usage'], [table(rows)], 'xlsx', 'en');
    expect(type).toContain('spreadsheetml');
    expect(Buffer.compare(Buffer.from(content), await toXlsx([table(rows)]))).toBe(0);
  }
});

it('gives a large workbook up when whoever wanted it has left', async () => {
  const leaving = new AbortController();
  const file = tableFile(['usage'], [table(5_000)], 'xlsx', 'en', leaving.signal);
  setTimeout(() => leaving.abort(new Error('left')), 30);
  await expect(file).rejects.toThrow(/left|aborted/);
});
