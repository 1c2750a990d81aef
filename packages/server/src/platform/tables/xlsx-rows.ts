import type { FileCell } from '@srs-desk/shared/tables/cell.ts';
import { MOST_COLUMNS, type Row, tooManyColumns } from './sheet.ts';
import { dateOfIso, dateOfSerial } from './xlsx-date.ts';
import type { Workbook } from './xlsx-workbook.ts';
import { plainText, readXml, type XmlElement } from './xlsx-xml.ts';

/** `AB12` → 27, from 0; null where a cell has no address. */
function columnOf(address: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}(?=\d)/i.exec(address ?? '')?.[0].toUpperCase();
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Gathers cells to rows while a sheet's XML goes by. */
class RowBuilder {
  readonly rows: Row[] = [];
  private number = 0;
  private cells: FileCell[] = [];
  private column = -1;
  private type = '';
  private isDate = false;
  private text = '';
  private inText = false;
  private inReading = false;

  constructor(private readonly workbook: Workbook) {}

  open = ({ name, attributes }: XmlElement): void => {
    switch (name) {
      case 'row': {
        // Some programs write neither rows' nor cells' addresses: they then follow each other.
        const given = Number(attributes.r);
        this.number = Number.isSafeInteger(given) && given > 0 ? given : this.number + 1;
        this.cells = [];
        this.column = -1;
        break;
      }
      case 'c':
        this.column = columnOf(attributes.r) ?? this.column + 1;
        this.type = attributes.t ?? 'n';
        this.isDate = this.workbook.dateStyles[Number(attributes.s ?? 0)] ?? false;
        this.text = '';
        break;
      case 'rPh':
        this.inReading = true;
        break;
      case 'v':
      case 't':
        this.inText = !this.inReading;
    }
  };

  addText = (piece: string): void => {
    if (this.inText) this.text += piece;
  };

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.inText = false;
    else if (name === 'rPh') this.inReading = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.rows.push({ number: this.number, cells: this.cells });
  };

  private endCell(): void {
    if (this.text === '') return;
    if (this.column >= MOST_COLUMNS) throw tooManyColumns(this.number);
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = this.value();
  }

  private value(): FileCell {
    switch (this.type) {
      case 's':
        return this.workbook.texts[Number(this.text)] ?? '';
      case 'b':
        return this.text.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'd':
        return dateOfIso(this.text) ?? this.text;
      case 'n': {
        const number = Number(this.text);
        if (!Number.isFinite(number)) return this.text;
        return (this.isDate ? dateOfSerial(number, this.workbook.from1904) : null) ?? number;
      }
      default:
        return plainText(this.text);
    }
  }
}

/** The rows of a sheet, while its XML is unpacked; its formulas count by their last results. */
export async function* xlsxRows(chunks: AsyncIterable<Buffer>, workbook: Workbook): AsyncGenerator<Row> {
  const builder = new RowBuilder(workbook);
  const listener = { open: builder.open, text: builder.addText, close: builder.close };
  try {
    for await (const _ of readXml(chunks, listener)) yield* builder.rows.splice(0);
  } catch (error) {
    // What stands before the damage is whole.
    yield* builder.rows.splice(0);
    throw error;
  }
}
