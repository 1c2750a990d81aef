import { readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../http/app-fixture.ts';
import { type BillingFixture, refOf, startBilling } from './billing-fixture.ts';
import { csv, importFile, upload, workbook } from './invoice-fixture.ts';

const HEADER = ['Ref ID', 'Customer', 'Date', 'Amount'];
const R = refOf(1);

describe('files as they come', () => {
  let app: BillingFixture;
  let finance: Caller;
  beforeAll(async () => {
    app = await startBilling('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
  });
  afterAll(() => app.close());

  const nothingImported = async () => {
    expect((await finance.get('/api/invoices')).body).toEqual([]);
    const staged = app.desk.reader.connection.sql('SELECT count(*) FROM billing_staged_lines').pluck().get();
    expect(staged).toBe(0);
    expect(readdirSync(join(app.folder, 'uploads')).length).toBeLessThanOrEqual(1);
  };

  it('a bomb, even one that lies about its size', async () => {
    const blanks = Buffer.concat([Buffer.from('<worksheet>'), Buffer.alloc(300 * 1024 * 1024, 0x20)]);
    const answer = await upload(app, finance, lyingWorkbook(deflateRawSync(blanks), 1000), 'bomb.xlsx');
    expect([answer.status, answer.body.code]).toEqual([422, 'too_large']);
    expect(answer.body.detail).toMatch(/unpacks to more than 256 MiB/);
    await nothingImported();
  });

  it('more bad lines than can be listed: the first hundred, and how many more', async () => {
    const rows = Array.from({ length: 350 }, () => [R, 'A', '', 'x']);
    const { body } = await importFile(app, finance, csv([HEADER, ...rows]));
    expect(body).toMatchObject({ code: 'bad_lines', more: 250 });
    expect(body.lines).toHaveLength(100);
    expect(body.detail).toMatch(/350 problems in the file, nothing was imported; first: line 2, Amount/);
    await nothingImported();
  });
  it('an empty file, at the first look', async () => {
    const answer = await upload(app, finance, '');
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([
      422,
      'empty',
      'The file is empty.',
    ]);
  });

  it('a PDF under another name, at the first look', async () => {
    const answer = await upload(app, finance, '%PDF-1.7\nnot;a;table\n1;2;3\n', 'invoice.csv');
    expect([answer.status, answer.body.code]).toEqual([422, 'not_a_table']);
  });

  it('a workbook, through and through', async () => {
    const file = await workbook([[R, 'Müller', new Date('2026-03-10T00:00:00Z'), 1234.5]]);
    const answer = await importFile(app, finance, file, { name: 'a.xlsx' });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).toMatchObject({ lines: 1, sumMinor: 123450, fileName: 'a.xlsx' });
    await finance.delete(`/api/invoices/${answer.body.id}`);
  });

  describe('too large', () => {
    /** Sends `megabytes` in pieces, without saying how many there are. */
    const pour = (megabytes: number, declared: boolean) =>
      new Promise<{ status: number; body: string; sent: number }>((resolve, reject) => {
        const piece = Buffer.alloc(1024 * 1024, 'a,b,c\n');
        const size = megabytes * piece.length;
        const req = httpRequest(`${app.url}/api/invoice-files?name=big.csv`, {
          method: 'POST',
          headers: {
            cookie: finance.cookie,
            'x-requested-with': 'srs-desk',
            'content-type': 'application/octet-stream',
            ...(declared ? { 'content-length': String(size) } : {}),
          },
        });
        let sent = 0;
        let over = false;
        req.on('response', (res) => {
          let body = '';
          res.setEncoding('utf8');
          res.on('data', (chunk: string) => {
            body += chunk;
          });
          res.on('end', () => {
            over = true;
            req.destroy();
            resolve({ status: res.statusCode ?? 0, body, sent });
          });
        });
        req.on('error', (error) => {
          if (!over) reject(error);
        });
        const next = () => {
          while (!over && sent < megabytes) {
            sent += 1;
            if (!req.write(piece)) {
              req.once('drain', next);
              return;
            }
          }
          if (!over) req.end();
        };
        next();
      });

    it.each([
      ['said so', true],
      ['not said so', false],
    ])('1 GB, %s: refused with flat memory', async (_name, declared) => {
      const before = process.memoryUsage().rss;
      const { status, body, sent } = await pour(1024, declared);
      expect(status, body).toBe(413);
      expect(JSON.parse(body)).toMatchObject({ code: 'file_too_large' });
      expect(JSON.parse(body).detail).toMatch(/larger than 64 MiB/);
      expect(sent).toBeLessThan(400);
      expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
      await nothingImported();
    });
  });

  it('an invoice for a month that has not begun', async () => {
    const answer = await importFile(app, finance, csv([HEADER, [R, 'A', '', '2.50']]), { period: '2026-05' });
    expect([answer.status, answer.body.errors]).toEqual([
      400,
      { period: 'has not begun: the latest is 2026-04' },
    ]);
    expect((await finance.get('/api/invoices')).body).toEqual([]);
  });
});

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of one sheet, whose headers state another size than it has. */
function lyingWorkbook(deflatedSheet: Buffer, stated: number): Buffer {
  const part = (name: string, xml: string) => {
    const deflated = deflateRawSync(xml);
    return { name, deflated, size: Buffer.byteLength(xml) };
  };
  return zipOf([
    part(
      '_rels/.rels',
      `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    { name: 'xl/worksheets/sheet1.xml', deflated: deflatedSheet, size: stated },
  ]);
}

/** A ZIP file of deflated parts with the sizes that are to stand in its headers. */
function zipOf(parts: readonly { name: string; deflated: Buffer; size: number }[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, deflated, size } of parts) {
    const bytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(deflated), 10);
    common.writeUInt32LE(deflated.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(bytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, bytes, deflated]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    centrals.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, bytes);
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
