import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { formatMinor } from '@srs-desk/shared/billing/money.ts';
import type { KeysWith } from '@srs-desk/shared/fields/field.ts';
import type PDFDocument from 'pdfkit';
import type { FileLanguage } from '../../../platform/tables/made-file.ts';
import { type Cell, isMoney, type Table } from '../../../platform/tables/table.ts';

/** A page of A4 and its margin, points. */
export const PAGE = { width: 595.28, height: 841.89, margin: 48 } as const;
const MARGIN = PAGE.margin;
/** Between the margins. */
export const WIDTH = PAGE.width - 2 * MARGIN;
const BOTTOM = PAGE.height - MARGIN - 18;
const ROW = 13;
const SIZE = 7.5;
/** Smaller than this nothing is written: it goes on in the next line. */
const SMALLEST = 6.5;
/** Between two columns. */
const GAP = 6;
/** Rows drawn in one go before others get their turn. */
const ROWS_AT_ONCE = 400;

export type Document = InstanceType<typeof PDFDocument>;

const WINDOWS_1252 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** Text that the built-in fonts can show; any other sign by its code point, so that look-alikes stay apart. */
export function showable(text: string): string {
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
export type Layout<T> = Readonly<Record<KeysWith<T, 'exported'>, Column>>;

/** A cell's text in the size in which it is written; its height, points, where it takes several lines. */
interface Fitted {
  readonly text: string;
  readonly size: number;
  readonly height: number;
}

function fitted(document: Document, text: string, width: number): Fitted {
  const needed = document.fontSize(SIZE).widthOfString(text);
  if (needed <= width) return { text, size: SIZE, height: 0 };
  const size = (SIZE * width) / needed;
  if (size >= SMALLEST) return { text, size, height: 0 };
  return { text, size: SMALLEST, height: document.fontSize(SMALLEST).heightOfString(text, { width }) };
}

/** Draws a row, on a new page (below what `heading` draws there) where it does not fit; gives where the next one begins. */
function drawRow(
  document: Document,
  cells: readonly string[],
  columns: readonly Column[],
  at: number,
  { bold, heading }: { bold: boolean; heading?: (y: number) => number },
): number {
  const font = () => document.font(bold ? 'Helvetica-Bold' : 'Helvetica');
  font();
  const fits = columns.map(({ share }, index) => fitted(document, cells[index] ?? '', share * WIDTH - GAP));
  const height = Math.max(ROW, ...fits.map((cell) => cell.height + 4));
  let y = at;
  if (heading && y + height > BOTTOM + ROW) {
    document.addPage();
    y = heading(MARGIN);
    font();
  }
  let x = MARGIN;
  columns.forEach((column, index) => {
    const { text = '', size = SIZE, height: lines = 0 } = fits[index] ?? {};
    document.fontSize(size).text(text, x, y, {
      width: column.share * WIDTH - GAP,
      align: column.right ? 'right' : 'left',
      lineBreak: lines > 0,
    });
    x += column.share * WIDTH;
  });
  return y + height;
}

/** A table and how it is drawn. */
interface DrawnTable {
  title: string;
  table: Table;
  layout: Readonly<Record<string, Column>>;
  language: FileLanguage;
}

/** Draws a table below what was drawn last, its head again on each page. What is long is written smaller, then goes on in the next line. */
export async function drawTable(
  document: Document,
  { title, table, layout, language }: DrawnTable,
  gone: AbortSignal | undefined,
): Promise<void> {
  const columns = table.columns.map(({ key }) => layout[key] ?? { share: 0 });
  const headings = table.columns.map(({ heading }) => showable(heading));
  const heading = (at: number) => {
    const y = drawRow(document, headings, columns, at, { bold: true });
    document
      .moveTo(MARGIN, y - 3)
      .lineTo(MARGIN + WIDTH, y - 3)
      .lineWidth(0.5)
      .stroke('#888888');
    return y;
  };
  if (document.y > BOTTOM - 4 * ROW) document.addPage();
  document.font('Helvetica-Bold').fontSize(10).fillColor('#000000');
  document.text(title, MARGIN, document.y + 10);
  let y = heading(document.y + 4);
  for (const [at, row] of table.rows.entries()) {
    const cells = table.columns.map(({ key }) => textOf(row[key] ?? null, language));
    y = drawRow(document, cells, columns, y, { bold: false, heading });
    if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await yieldToEventLoop(undefined, { signal: gone });
  }
  document.y = y;
  document.x = MARGIN;
}
