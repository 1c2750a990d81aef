import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Table } from './table.ts';
import { xlsxApart } from './workbook-written-apart.ts';
import { CSV_TYPE, type CsvForm, PLAIN_CSV, toCsv } from './write-csv.ts';
import { toXlsx, XLSX_TYPE } from './write-xlsx.ts';

/** Languages that files are written in. */
export const FILE_LANGUAGES = ['en', 'de'] as const;
export type FileLanguage = (typeof FILE_LANGUAGES)[number];

/** The media type of each format. */
export const FILE_TYPES = { csv: CSV_TYPE, xlsx: XLSX_TYPE, pdf: 'application/pdf' } as const;

/** What tables are read from, whatever it is said to be. */
export const TABLE_FILES: readonly string[] = [FILE_TYPES.csv, FILE_TYPES.xlsx];

/** CSV as the spreadsheets of each language open it. */
const CSV_FORMS: Readonly<Record<FileLanguage, CsvForm>> = {
  en: PLAIN_CSV,
  de: { separator: ';', decimal: ',' },
};

/** A file's content with its type. */
export interface MadeFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array;
}

/** A file name without anything that a file system or a header could mind; a part that is null is written `none`. */
export function fileName(parts: readonly (string | null)[], extension: string): string {
  const text = parts
    .map((part) => (part ?? 'none').normalize('NFKD').replace(/[^A-Za-z0-9._-]+/g, '_'))
    .join('-')
    .slice(0, 120);
  return `${text}.${extension}`;
}

/** Tells file names apart that would fall on each other when they are unpacked, on systems too that mind no case: `a.pdf`, `a-2.pdf`. */
export function distinctNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const [stem, extension] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
    let given = name;
    for (let n = 2; taken.has(given.toLowerCase()); n += 1) given = `${stem}-${n}${extension}`;
    taken.add(given.toLowerCase());
    return given;
  };
}

/** The tables as a file, named after what it holds. @throws the reason of `gone`, of whoever wants it */
export async function tableFile(
  nameParts: readonly (string | null)[],
  tables: readonly Table[],
  format: 'csv' | 'xlsx',
  language: FileLanguage,
  gone?: AbortSignal,
): Promise<MadeFile> {
  // What was read for it took its time: who has left meanwhile is noticed now.
  await yieldToEventLoop(undefined, { signal: gone });
  const name = fileName(nameParts, format);
  return format === 'csv'
    ? { name, type: FILE_TYPES.csv, content: toCsv(tables, CSV_FORMS[language]) }
    : { name, type: FILE_TYPES.xlsx, content: await workbookOf(tables, gone) };
}

/** A workbook of fewer rows is written here: to start a thread would take longer. */
const MANY_ROWS = 500;

function workbookOf(tables: readonly Table[], gone: AbortSignal | undefined): Promise<Buffer> {
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  return rows < MANY_ROWS ? toXlsx(tables) : xlsxApart(tables, gone);
}
