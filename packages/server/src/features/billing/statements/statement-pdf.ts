import { formatMinor } from '@srs-desk/shared/billing/money.ts';
import type {
  STATEMENT_ADJUSTMENT_FIELDS,
  STATEMENT_LINE_FIELDS,
  STATEMENT_ORDER_FIELDS,
  STATEMENT_TOTAL_FIELDS,
} from '@srs-desk/shared/billing/statement-fields.ts';
import type { KeysWith } from '@srs-desk/shared/fields/field.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import PDFDocument from 'pdfkit';
import type { FileLanguage } from '../../../platform/tables/made-file.ts';
import { type Cell, isMoney, type Table } from '../../../platform/tables/table.ts';
import type { MadeStatement } from './statement.ts';
import { readableTime, statementTables } from './statement-tables.ts';

const MARGIN = 48;
const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - MARGIN - 18;
const ROW = 13;
const SIZE = 7.5;
/** Rows drawn in one go before others get their turn. */
const ROWS_AT_ONCE = 400;

type Document = InstanceType<typeof PDFDocument>;

const WINDOWS_1252 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** Text that the built-in fonts can show; any other sign by its code point, so that look-alikes stay apart. */
function showable(text: string): string {
  let shown = '';
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const plain = (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff) || WINDOWS_1252.has(sign);
    shown += plain ? sign : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  }
  return shown;
}

function textOf(cell: Cell, language: FileLanguage): string {
  if (cell === null) return '';
  if (!isMoney(cell)) return showable(String(cell));
  const [whole = '', decimals] = formatMinor(cell.minor, cell.currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'de' ? '\u2019' : ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** How wide a column is, as a share of the page's width, and whether it is set to the right. */
interface Column {
  share: number;
  right?: boolean;
}

/** A column for each field of a table that goes into files. */
type Layout<T> = Readonly<Record<KeysWith<T, 'exported'>, Column>>;

function drawRow(
  document: Document,
  cells: readonly string[],
  columns: readonly Column[],
  y: number,
  bold: boolean,
): void {
  document.font(bold ? 'Helvetica-Bold' : 'Helvetica');
  let x = MARGIN;
  columns.forEach((column, at) => {
    const width = column.share * WIDTH;
    const text = cells[at] ?? '';
    // What is too long is made smaller, never cut.
    document.fontSize(SIZE);
    document.fontSize(Math.min(SIZE, (SIZE * (width - 6)) / document.widthOfString(text)));
    document.text(text, x, y, { width: width - 6, align: column.right ? 'right' : 'left', lineBreak: false });
    x += width;
  });
}

async function drawTable(
  document: Document,
  title: string,
  table: Table,
  layout: Readonly<Record<string, Column>>,
  language: FileLanguage,
): Promise<void> {
  const columns = table.columns.map(({ key }) => layout[key] ?? { share: 0 });
  const heading = (y: number) => {
    drawRow(
      document,
      table.columns.map(({ heading }) => showable(heading)),
      columns,
      y,
      true,
    );
    const line = y + ROW - 3;
    document
      .moveTo(MARGIN, line)
      .lineTo(MARGIN + WIDTH, line)
      .lineWidth(0.5)
      .stroke('#888888');
    return y + ROW;
  };
  if (document.y > BOTTOM - 4 * ROW) document.addPage();
  document.font('Helvetica-Bold').fontSize(10).fillColor('#000000');
  document.text(title, MARGIN, document.y + 10);
  let y = heading(document.y + 4);
  for (const [at, row] of table.rows.entries()) {
    if (y > BOTTOM) {
      document.addPage();
      y = heading(MARGIN);
    }
    const cells = table.columns.map(({ key }) => textOf(row[key] ?? null, language));
    drawRow(document, cells, columns, y, false);
    y += ROW;
    if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  document.y = y;
  document.x = MARGIN;
}

const TOTALS: Layout<typeof STATEMENT_TOTAL_FIELDS> = {
  currency: { share: 0.25 },
  usageMinor: { share: 0.25, right: true },
  adjustmentsMinor: { share: 0.25, right: true },
  totalMinor: { share: 0.25, right: true },
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
  refId: { share: 0.31 },
  orderId: { share: 0.14 },
  externalId: { share: 0 },
  issuer: { share: 0.15 },
  method: { share: 0.11 },
  billedAt: { share: 0.15 },
  amountMinor: { share: 0.08, right: true },
  currency: { share: 0.05, right: true },
};

function drawHead(
  document: Document,
  made: MadeStatement,
  language: FileLanguage,
  timeZone: string,
  createdOn: string,
): void {
  const { statement: texts } = FILE_TEXTS[language];
  const { statement } = made;
  const state = made.closedAt !== null ? 'closed' : made.provisional ? 'provisional' : 'open';
  const lines: [string, string][] = [
    ...(made.number === null ? [] : [[texts.number, made.number] as [string, string]]),
    ...made.recipient.map((line, at): [string, string] => [at === 0 ? texts.recipient : '', showable(line)]),
    [texts.externalId, showable(statement.externalId ?? texts.noExternalId)],
    [texts.period, statement.period],
    [texts.created, createdOn],
    [texts.timeZone, timeZone],
  ];
  document.font('Helvetica-Bold').fontSize(16).text(texts.title, MARGIN, MARGIN);
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
  if (statement.unpriced > 0) document.text(texts.unpricedNote(statement.unpriced));
  if (statement.orders.length === 0 && statement.adjustments.length === 0) document.text(texts.nothing);
}

/** The orders without the External ID that the head names already; with it, small, where an alias put others together. */
function ownOrders({ statement }: MadeStatement, orders: Table): Table {
  const others = statement.orders.some(({ rawExternalId }) => rawExternalId !== statement.externalId);
  const rows = others
    ? orders.rows.map((row) => ({
        ...row,
        orderId: [row.orderId, row.externalId].filter(Boolean).join(' · '),
      }))
    : orders.rows;
  return { ...orders, columns: orders.columns.filter(({ key }) => key !== 'externalId'), rows };
}

function numberPages(document: Document, language: FileLanguage): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    document.font('Helvetica').fontSize(8);
    const text = FILE_TEXTS[language].statement.page(page + 1, count);
    document.text(text, MARGIN, 841.89 - MARGIN + 4, { width: WIDTH, align: 'right', lineBreak: false });
  }
}

/** The statement as a PDF that is the same, byte for byte, for the same statement and time. */
export async function statementPdf(
  made: MadeStatement,
  language: FileLanguage,
  timeZone: string,
  now: number,
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
  drawHead(document, made, language, timeZone, timeText(now));
  await drawTable(document, texts.totals, tables.totals, TOTALS, language);
  await drawTable(document, texts.summary, tables.summary, SUMMARY, language);
  if (tables.adjustments !== null) {
    await drawTable(document, texts.adjustments, tables.adjustments, ADJUSTMENTS, language);
  }
  await drawTable(document, texts.orders, ownOrders(made, tables.orders), ORDERS, language);
  numberPages(document, language);
  document.end();
  return done;
}
