import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { workbookOf } from '../tables/xlsx-fixture.ts';

let app: AppFixture;
let admin: Caller;
beforeEach(async () => {
  app = await startApp();
  admin = await app.as('admin');
});
afterEach(() => app.close());

/** Sends a file's bytes as they are. */
function upload(bytes: Buffer | string, by = admin): Promise<request.Response> {
  return new Promise((resolve, reject) => {
    const sent = request(app.server)
      .post('/api/orders/import')
      .set('cookie', by.cookie)
      .set('x-requested-with', 'srs-desk')
      .set('content-type', 'text/csv');
    sent.serialize((body: unknown) => body as string);
    sent.send(Buffer.from(bytes as string) as unknown as object).then(resolve, reject);
  });
}

const refIds = (count: number) => app.simulator.simulation.addOrders(count, 5, {}).map(({ refId }) => refId);
const outcomes = (answer: request.Response) => {
  expect(answer.status, answer.text).toBe(200);
  return answer.body.lines.map(({ line, outcome }: { line: number; outcome: string }) => [line, outcome]);
};

describe('importing Ref IDs', () => {
  /** What the desk knows of an order. */
  const externalIdOf = (refId: string) =>
    app.desk.reader.connection.sql('SELECT external_id FROM orders WHERE ref_id = ?').pluck().get(refId);
  /** A Ref ID of which SRS says no External ID, so that the file's stays. */
  const unnamed = () => {
    const found = refIds(200).find((refId) => app.simulator.truth(refId)?.externalId == null);
    if (found === undefined) throw new Error('every order at SRS has an External ID');
    return found;
  };

  it('reports per line: new, known, not found at SRS, invalid', async () => {
    const [one, two] = [unnamed(), unnamed()];
    await admin.post('/api/orders/import', { refIds: [one] });
    const nowhere = randomUUID();
    const csv = `refId,externalId,note\n${one},ACME,\n${two},ACME,a note\n${nowhere},,\nnot-an-id,,\n${two},,\n`;
    const answer = await upload(csv);
    expect(outcomes(answer)).toEqual([
      [2, 'known'],
      [3, 'new'],
      [4, 'not_found'],
      [5, 'invalid'],
      [6, 'known'],
    ]);
    expect(answer.body.counts).toEqual({
      new: 1,
      known: 2,
      not_found: 1,
      pending: 0,
      conflict: 0,
      invalid: 1,
    });
    expect(answer.body.lines[3].problem).toContain('UUID');
  });

  it('tells which columns it did not read, and by which names columns are', async () => {
    const refId = unnamed();
    const { body } = await upload(`refId;Mandant;note\n${refId};ACME;a note\n`);
    expect(body.unread).toEqual({
      columns: ['Mandant'],
      read: ['refId', 'externalId', 'customerId', 'note'],
    });
    expect((await upload(`refId;externalId\n${refId};ACME\n`)).body.unread).toBeUndefined();
  });

  it('takes a byte order mark, semicolons, Windows-1252, UTF-16 and quoted line breaks', async () => {
    const [one, two, three, four] = [unnamed(), unnamed(), unnamed(), unnamed()];
    expect(
      outcomes(
        await upload(`\ufeffRef ID;External ID;Note\r\n${one};Zürich AG;"two\r\nlines"\r\n${two};;\r\n`),
      ),
    ).toEqual([
      [2, 'new'],
      [4, 'new'],
    ]);
    const western = Buffer.from(`refId;externalId\n${three};B\xfcro`, 'latin1');
    expect(outcomes(await upload(western))).toEqual([[2, 'new']]);
    const wide = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(`refId\texternalId\n${four}\tGenève`, 'utf16le'),
    ]);
    expect(outcomes(await upload(wide))).toEqual([[2, 'new']]);
    expect([one, three, four].map(externalIdOf)).toEqual(['Zürich AG', 'Büro', 'Genève']);
    const log = app.desk.reader.connection
      .sql(
        `SELECT group_concat(${ENTRY_JSON}) FROM entries WHERE action = 'order.import' OR action = 'order.register'`,
      )
      .pluck()
      .get();
    for (const name of ['Zürich AG', 'Büro', 'Genève']) expect(log).toContain(name);
  });

  it('takes Ref IDs alone, without a head line', async () => {
    const [one, two] = refIds(2);
    expect(outcomes(await upload(`${one}\n\n${two}\n`))).toEqual([
      [1, 'new'],
      [3, 'new'],
    ]);
  });

  it.each([
    ['an empty file', '', 'holds no Ref ID'],
    ['a head alone', 'refId,externalId\n', 'holds no Ref ID'],
    ['another head', 'Kunde;Datum\nMuster;2026-01-01\n', 'has no column refId'],
    [
      'broken quotes',
      'refId,note\n3fa9b0c2-71d0-4c2e-9a1b-0c44a0c19e3f,"never closed\n',
      'cannot be read: The CSV cannot be read from line 2 on: a quote is opened that is never closed',
    ],
    ['too many lines', `refId\n${'x\n'.repeat(10_001)}`, '10001 lines, at most 10000'],
  ])('refuses %s, saying what is wrong, and does nothing', async (_name, csv, words) => {
    const answer = await upload(csv);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.body).toContain(words);
    expect(app.desk.reader.connection.sql('SELECT count(*) FROM orders').pluck().get()).toBe(0);
  });

  it.each([
    ['sep=;', (refId: string) => `sep=;\r\nrefId;externalId\r\n${refId};ACME\r\n`, 3],
    ['sep=|', (refId: string) => `sep=|\nrefId|externalId\n${refId}|ACME`, 3],
    ['bars alone', (refId: string) => `refId|externalId\n${refId}|ACME`, 2],
    ['="…" around the External ID', (refId: string) => `refId;externalId\n${refId};="ACME"`, 2],
  ])('takes %s', async (_name, file, line) => {
    const refId = unnamed();
    expect(outcomes(await upload(file(refId)))).toEqual([[line, 'new']]);
    expect(externalIdOf(refId)).toBe('ACME');
  });

  it.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['blanks', ' '],
  ])('refuses several ids on one line between %s, and takes none for an External ID', async (_name, sign) => {
    const [one = '', two = '', three = '', four = ''] = refIds(4);
    const answer = await upload(`${[one, two, three].join(sign)}\n${four}\n`);
    expect(outcomes(answer)).toEqual([
      [1, 'invalid'],
      [2, 'new'],
    ]);
    expect(answer.body.lines[0].problem).toBe('holds several Ref IDs: put each on a line of its own');
    expect(app.desk.reader.connection.sql('SELECT count(*) FROM orders').pluck().get()).toBe(1);
  });

  it('takes an External ID in the form of a Ref ID where a head line says what it is', async () => {
    const refId = unnamed();
    const externalId = randomUUID();
    expect(outcomes(await upload(`refId,externalId\n${refId},${externalId}`))).toEqual([[2, 'new']]);
    expect(externalIdOf(refId)).toBe(externalId);
  });

  /** A Ref ID of which SRS names an External ID. */
  const named = () => {
    for (const refId of refIds(40)) {
      const externalId = app.simulator.truth(refId)?.externalId;
      if (externalId != null) return { refId, externalId };
    }
    throw new Error('no order at SRS has an External ID');
  };

  it('reports an External ID that contradicts SRS, or what is known, with both and a proposal; what stands stands', async () => {
    const { refId, externalId } = named();
    const conflict = { given: 'OTHER', known: externalId, bySrs: true };
    const first = await upload(`refId,externalId\n${refId},OTHER\n`);
    expect(first.body.lines).toMatchObject([{ outcome: 'conflict', conflict }]);
    expect(first.body.lines[0].problem).toContain('Clean up External IDs');
    expect(externalIdOf(refId)).toBe(externalId);
    const again = await upload(`refId,externalId\n${refId},OTHER\n`);
    expect(again.body).toMatchObject({ counts: { known: 0, conflict: 1 }, lines: [{ conflict }] });
    expect(outcomes(await upload(`refId,externalId\n${refId}, ${externalId}\u200e \n`))).toEqual([
      [2, 'known'],
    ]);
    const other = unnamed();
    await upload(`refId,externalId\n${other},ACME`);
    const listed = await upload(`refId,externalId\n${other},ACME\n${other},OTHER`);
    expect(listed.body.lines).toMatchObject([
      { outcome: 'known' },
      { outcome: 'conflict', conflict: { given: 'OTHER', known: 'ACME', bySrs: false } },
    ]);
    const unassigned = unnamed();
    await upload(unassigned);
    const [line] = (await upload(`refId,externalId\n${unassigned},ACME`)).body.lines;
    expect(line).toMatchObject({
      outcome: 'known',
      problem: expect.stringContaining('without an External ID'),
    });
    expect(externalIdOf(unassigned)).toBeNull();
  });

  it('tells of a contradiction with SRS that came to light after the answer', async () => {
    const { refId, externalId } = named();
    const fillers = refIds(210).filter((one) => one !== refId);
    const report = await upload(['refId,externalId', `${refId},OTHER`, ...fillers].join('\n'));
    expect(report.body.counts.pending).toBe(fillers.length + 1);
    app.desk.sync.start();
    await expect
      .poll(async () => (await admin.post('/api/orders/import/outcome', { refIds: [refId] })).body)
      .toEqual({
        found: [refId],
        notFound: [],
        pending: [],
        conflicts: [{ refId, given: 'OTHER', known: externalId, bySrs: true }],
      });
  });

  it('takes customerId, the External ID’s former name; two different names of one order are refused', async () => {
    const [one, two] = [unnamed(), unnamed()];
    const file = `refId;customerId;externalId\n${one};ACME;\n${two};ACME;OTHER\n`;
    const answer = await upload(file);
    expect(outcomes(answer)).toEqual([
      [2, 'new'],
      [3, 'invalid'],
    ]);
    expect(answer.body.lines[1].problem).toContain('names two External IDs');
    expect(externalIdOf(one)).toBe('ACME');
  });

  it('takes a workbook, and refuses an id that Excel has rounded', async () => {
    const refId = unnamed();
    const [other] = refIds(1);
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const file = workbookOf({
      sheets: {
        Cover: '',
        Orders: `<row>${cell('Ref ID')}${cell('External ID')}</row><row>${cell(` ${refId} `)}<c><v>42</v></c></row><row r="5">${cell(other ?? '')}<c><v>1.2345678901234568E+17</v></c></row>`,
      },
    });
    const answer = await upload(file);
    expect(outcomes(answer)).toEqual([
      [2, 'new'],
      [5, 'invalid'],
    ]);
    expect(answer.body.lines[1].problem).toBe(
      'externalId has more than 15 digits and Excel has rounded it: format the column as text',
    );
    expect(externalIdOf(refId)).toBe('42');
  });

  it('takes a workbook whose cells have no addresses, with the headings of an invoice', async () => {
    const refId = unnamed();
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = [
      ['Ref ID', 'Datum', 'Kunde'],
      [refId, '31.10.2026', 'ALPENBANK'],
    ];
    const sheet = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
    expect(outcomes(await upload(workbookOf({ sheets: { Rechnung: sheet } })))).toEqual([[2, 'new']]);
    expect(externalIdOf(refId)).toBe('ALPENBANK');
  });

  it('refuses a workbook that unpacks to more than such a list can', async () => {
    const answer = await upload(workbookOf({ sheets: { A: ' '.repeat(33 * 1024 * 1024) } }));
    expect(answer.status).toBe(400);
    expect(answer.body.errors.body).toContain('unpacks to more than 32 MiB');
  });

  it('refuses more than 2 MiB', async () => {
    expect((await upload(Buffer.alloc(2 * 1024 * 1024 + 1, 'x'))).status).toBe(413);
  });

  it('leaves a long list pending, works it off, and tells later what SRS said of it', async () => {
    const known = refIds(250);
    const nowhere = randomUUID();
    const { body: report } = await upload(['refId', ...known, nowhere].join('\n'));
    expect(report.counts).toMatchObject({ new: 0, pending: 251 });
    expect(app.desk.reader.connection.sql('SELECT count(*) FROM orders').pluck().get()).toBe(0);
    const outcome = async () =>
      (await admin.post('/api/orders/import/outcome', { refIds: [...known, nowhere] })).body;
    expect((await outcome()).pending).toHaveLength(251);
    app.desk.sync.start();
    await expect.poll(async () => (await outcome()).pending, { timeout: 30_000, interval: 250 }).toEqual([]);
    const { found, notFound } = await outcome();
    expect(new Set(found)).toEqual(new Set(known));
    expect(notFound).toEqual([nowhere]);
    expect(app.desk.reader.connection.sql('SELECT count(*) FROM orders').pluck().get()).toBe(250);
  }, 40_000);

  it('lets support register one and no list', async () => {
    const [one, two] = refIds(2);
    const support = await app.as('support');
    expect(outcomes(await upload(`refId\n${one}`, support))).toEqual([[2, 'new']]);
    expect((await upload(`refId\n${one}\n${two}`, support)).status).toBe(403);
  });
});
