import { expect, it } from 'vitest';
import { bytesOf, refOf } from '../billing/billing-fixture.ts';
import { pdfText } from '../billing/pdf-text.ts';
import { sheetText } from '../billing/sheet-text.ts';
import type { Caller } from '../http/app-fixture.ts';
import type { World } from './build-world.ts';
import { perRole } from './roles.ts';
import { steady } from './steady.ts';
import { FORMULA } from './world-orders.ts';

const filter = (value: unknown): string => `filter=${encodeURIComponent(JSON.stringify(value))}`;
const COLUMNS = ['refId', 'externalId', 'status', 'statusReason', 'lastName', 'msisdn', 'attentionAll'];

/** Files by the name of their golden file; the log's without what the pins themselves left in it. */
const FILES: Readonly<Record<string, string>> = {
  orders: '/api/orders/export.csv',
  'orders-some': `/api/orders/export.csv?${filter({ status: ['error', 'terminated'] })}`,
  'orders-columns': `/api/orders/export.csv?columns=${encodeURIComponent(JSON.stringify(COLUMNS))}`,
  cancellations: '/api/cancellations/export.csv',
  'cancellation-items': '/api/cancellations/1/items.csv',
  'audit-csv': `/api/audit/export?format=csv&${filter({ at_lte: '2026-03-02T23:00:00.000Z' })}`,
  'audit-jsonl': `/api/audit/export?format=jsonl&${filter({ refId: refOf(4), at_lte: '2026-03-02T23:00:00.000Z' })}`,
};

/** Files in both languages; `$` stands for the format. */
const TRANSLATED: Readonly<Record<string, readonly [path: string, formats: readonly string[]]>> = {
  usage: ['/api/usage.$?from=2026-01&to=2026-03', ['csv', 'xlsx']],
  'usage-by-customer': ['/api/usage.$?from=2026-01&to=2026-03&groupBy=externalId', ['csv', 'xlsx']],
  'statement-acme': ['/api/statements.$?period=2026-03&externalId=ACME', ['csv', 'xlsx', 'pdf']],
  'statement-formula': [
    `/api/statements.$?period=2026-03&externalId=${encodeURIComponent(FORMULA)}`,
    ['csv', 'xlsx', 'pdf'],
  ],
  dispute: ['/api/invoices/1/dispute.$?', ['csv', 'xlsx']],
};

/** Text with byte order mark and carriage returns to be seen: no editor and no checkout changes them unnoticed. */
function visible(text: string): string {
  return text.replaceAll('\ufeff', '<BOM>').replaceAll('\r', '<CR>');
}

async function fileText(type: string, bytes: Buffer): Promise<string> {
  if (type.includes('pdf')) return pdfText(bytes);
  return type.includes('spreadsheet') ? sheetText(bytes) : visible(bytes.toString('utf8'));
}

/** The file as somebody gets it: name, type and content, or that they may not. */
async function fetched(who: Caller, path: string): Promise<string> {
  const answer = await who.get(path).buffer(true).parse(bytesOf);
  if (answer.status !== 200) return `HTTP ${answer.status}\n`;
  const { 'content-type': type, 'content-disposition': name } = answer.headers;
  return `${type}; ${name}\n${await fileText(String(type), answer.body as Buffer)}`;
}

/** Every file that leaves the house: CSV by its bytes, workbooks by their cells, PDF by its text. */
export function pinExports(world: () => World): void {
  it.each(Object.entries(FILES))('%s', async (name, path) => {
    await expect(await perRole(world(), (who) => fetched(who, path))).toMatchFileSnapshot(
      `golden/exports/${name}.txt`,
    );
  });

  const translated = Object.entries(TRANSLATED).flatMap(([name, [path, formats]]) =>
    formats.flatMap((format) =>
      ['en', 'de'].map(
        (lang) => [`${name}.${format}.${lang}`, `${path.replace('$', format)}&lang=${lang}`] as const,
      ),
    ),
  );
  it.each(translated)('%s', async (name, path) => {
    const told = steady(await fetched(world().finance, path.replace('?&', '?')));
    await expect(told).toMatchFileSnapshot(`golden/exports/${name}.txt`);
  });

  it('names of the metrics', async () => {
    const { text } = await world().admin.get('/metrics');
    const names = text.split('\n').filter((line) => line.startsWith('# TYPE srs_desk'));
    expect(names.length).toBeGreaterThan(0);
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot('golden/metrics.txt');
  });
}
