import type {
  STATEMENT_ADJUSTMENT_FIELDS,
  STATEMENT_LINE_FIELDS,
  STATEMENT_ORDER_FIELDS,
  STATEMENT_TOTAL_FIELDS,
  STATEMENT_VAT_FIELDS,
} from '@srs-desk/shared/billing/statement-fields.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import PDFDocument from 'pdfkit';
import type { FileLanguage } from '../../../platform/tables/made-file.ts';
import type { Table } from '../../../platform/tables/table.ts';
import type { Particulars } from '../customers/particulars.ts';
import { type Document, drawTable, type Layout, PAGE, showable, WIDTH } from './pdf-table.ts';
import type { MadeStatement } from './statement.ts';
import { readableTime, statementTables } from './statement-tables.ts';

const MARGIN = PAGE.margin;

const TOTALS: Layout<typeof STATEMENT_TOTAL_FIELDS> = {
  currency: { share: 0.1 },
  usageMinor: { share: 0.16, right: true },
  adjustmentsMinor: { share: 0.15, right: true },
  totalMinor: { share: 0.16, right: true },
  vatMinor: { share: 0.14, right: true },
  roundingMinor: { share: 0.11, right: true },
  grossMinor: { share: 0.18, right: true },
};
const VAT: Layout<typeof STATEMENT_VAT_FIELDS> = {
  currency: { share: 0.1 },
  basisPoints: { share: 0.16, right: true },
  netMinor: { share: 0.31, right: true },
  vatMinor: { share: 0.14, right: true },
};
const SUMMARY: Layout<typeof STATEMENT_LINE_FIELDS> = {
  issuer: { share: 0.26 },
  method: { share: 0.22 },
  quantity: { share: 0.12, right: true },
  unitMinor: { share: 0.15, right: true },
  amountMinor: { share: 0.15, right: true },
  currency: { share: 0.1, right: true },
};
const ADJUSTMENTS: Layout<typeof STATEMENT_ADJUSTMENT_FIELDS> = {
  period: { share: 0.12 },
  issuer: { share: 0.24 },
  method: { share: 0.26 },
  billable: { share: 0.12, right: true },
  amountMinor: { share: 0.16, right: true },
  currency: { share: 0.1, right: true },
};
const ORDERS: Layout<typeof STATEMENT_ORDER_FIELDS> = {
  refId: { share: 0.3 },
  orderId: { share: 0.17 },
  externalId: { share: 0 },
  issuer: { share: 0.11 },
  method: { share: 0.13 },
  billedAt: { share: 0.13 },
  amountMinor: { share: 0.08, right: true },
  currency: { share: 0.08, right: true },
};

/** The room for the logo, points: at the right of the issuer's address. */
const LOGO = { width: 170, height: 64 } as const;

function drawLogo(document: Document, logo: Buffer): void {
  const { width, height } = LOGO;
  const at = MARGIN + WIDTH - width;
  document.image(logo, at, MARGIN, { fit: [width, height], align: 'right' });
}

function drawIssuer(
  document: Document,
  { name, address, vatNumber }: Particulars['issuer'],
  logo: Buffer | null,
): void {
  const lines = [...address, vatNumber].filter(Boolean);
  if (logo !== null) drawLogo(document, logo);
  if (name === '' && lines.length === 0 && logo === null) return;
  const width = logo === null ? WIDTH : WIDTH - LOGO.width - 12;
  document.font('Helvetica-Bold').fontSize(10).text(showable(name), MARGIN, MARGIN, { width });
  document.font('Helvetica').fontSize(9);
  for (const line of lines) document.text(showable(line), { width });
  if (logo !== null) document.y = Math.max(document.y, MARGIN + LOGO.height);
  document.moveDown(1.5);
}

function drawHead(
  document: Document,
  made: MadeStatement,
  logo: Buffer | null,
  language: FileLanguage,
  timeZone: string,
  createdOn: string,
): void {
  const { statement: texts } = FILE_TEXTS[language];
  const { statement, particulars } = made;
  const { vatNote } = statement;
  const state = made.closedAt !== null ? 'closed' : made.provisional ? 'provisional' : 'open';
  const lines: [string, string][] = [
    ...(made.number === null ? [] : [[texts.number, made.number] as [string, string]]),
    ...particulars.recipient.map((line, at): [string, string] => [
      at === 0 ? texts.recipient : '',
      showable(line),
    ]),
    [texts.externalId, showable(statement.externalId ?? texts.noExternalId)],
    [texts.period, statement.period],
    [texts.created, createdOn],
    [texts.timeZone, timeZone],
  ];
  document.y = MARGIN;
  drawIssuer(document, particulars.issuer, logo);
  document.font('Helvetica-Bold').fontSize(16).text(texts.title, MARGIN, document.y);
  document.moveDown(0.4);
  for (const [label, value] of lines) {
    const y = document.y;
    document.font('Helvetica').fontSize(9).text(label, MARGIN, y, { width: 90 });
    document.font('Helvetica-Bold').text(value, MARGIN + 95, y, { width: WIDTH - 95 });
  }
  document
    .font('Helvetica')
    .fontSize(9)
    .text(texts.state[state], MARGIN, document.y + 4);
  if (vatNote !== null) document.text(texts.vatNotes[vatNote]);
  if (statement.unpriced > 0) document.text(texts.unpricedNote(statement.unpriced));
  if (statement.orders.length === 0 && statement.adjustments.length === 0) document.text(texts.nothing);
}

/** The orders without the External ID that the head names; where an alias put another to it, that one stands with the order. */
function ownOrders({ statement }: MadeStatement, orders: Table): Table {
  const rows = orders.rows.map((row) => {
    const other = row.externalId === (statement.externalId ?? null) ? null : row.externalId;
    return { ...row, orderId: [row.orderId, other].filter(Boolean).join(' · ') };
  });
  return { ...orders, columns: orders.columns.filter(({ key }) => key !== 'externalId'), rows };
}

function numberPages(document: Document, language: FileLanguage): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    document.font('Helvetica').fontSize(8);
    const text = FILE_TEXTS[language].statement.page(page + 1, count);
    document.text(text, MARGIN, PAGE.height - MARGIN + 4, { width: WIDTH, align: 'right', lineBreak: false });
  }
}

/** The statement, with its issuer's logo, as a PDF that is the same, byte for byte, for the same statement and time. @throws the reason of `gone` */
export async function statementPdf(
  made: MadeStatement,
  logo: Buffer | null,
  language: FileLanguage,
  timeZone: string,
  now: number,
  gone?: AbortSignal,
): Promise<Buffer> {
  const { statement: texts } = FILE_TEXTS[language];
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: language,
    info: { Title: `${texts.title} ${made.statement.period}`, CreationDate: new Date(now) },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  const timeText = readableTime(timeZone, language);
  const tables = statementTables(made.statement, language, timeText);
  const draw = (title: string, table: Table, layout: Parameters<typeof drawTable>[1]['layout']) =>
    drawTable(document, { title, table, layout, language }, gone);
  drawHead(document, made, logo, language, timeZone, timeText(now));
  await draw(texts.totals, tables.totals, TOTALS);
  if (tables.vat !== null) await draw(texts.vat, tables.vat, VAT);
  await draw(texts.summary, tables.summary, SUMMARY);
  if (tables.adjustments !== null) await draw(texts.adjustments, tables.adjustments, ADJUSTMENTS);
  await draw(texts.orders, ownOrders(made, tables.orders), ORDERS);
  numberPages(document, language);
  document.end();
  return done;
}
