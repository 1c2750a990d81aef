import { posix } from 'node:path';
import { isDateFormat } from './xlsx-date.ts';
import { localName, plainText, readWholeXml } from './xlsx-xml.ts';
import type { ZipParts } from './zip-parts.ts';

/** What the sheets of a workbook have in common. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly from1904: boolean;
  /** Texts that cells point at by their place. */
  readonly texts: readonly string[];
  /** For each style, whether it shows numbers as days. */
  readonly dateStyles: readonly boolean[];
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

/** What a part points at; targets are relative to it, or begin at the root. */
async function relationsOf(zip: ZipParts, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const relations: Relation[] = [];
  await readWholeXml(zip.unpack(posix.join(folder, '_rels', `${posix.basename(part)}.rels`)), {
    open: ({ name, attributes }) => {
      const target = attributes.Target;
      if (name !== 'Relationship' || target === undefined) return;
      relations.push({
        id: attributes.Id ?? '',
        type: posix.basename(attributes.Type ?? ''),
        part: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    },
  });
  return relations;
}

async function textsOf(zip: ZipParts, part: string): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  await readWholeXml(zip.unpack(part), {
    open: ({ name }) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close: (name) => {
      if (name === 'si') texts.push(plainText(text));
      else if (name === 'rPh') inReading = false;
      else if (name === 't') inText = false;
    },
  });
  return texts;
}

async function dateStylesOf(zip: ZipParts, part: string): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  await readWholeXml(zip.unpack(part), {
    open: ({ name, attributes }) => {
      const id = Number(attributes.numFmtId ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) styles.push(isDateFormat(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** The id under which a sheet's part is found, whatever prefix the workbook has for that namespace. */
function relationId(attributes: Readonly<Record<string, string>>): string | undefined {
  const name = Object.keys(attributes).find((each) => each !== 'id' && localName(each) === 'id');
  return attributes[name ?? 'id'];
}

const isOn = (value: string | undefined) => /^(?:1|true|on)$/i.test(value?.trim() ?? '');

/** Reads what stands outside the sheets. Null when the ZIP file is no workbook. */
export async function readWorkbook(zip: ZipParts): Promise<Workbook | null> {
  const main = (await relationsOf(zip, '')).find(({ type }) => type === 'officeDocument');
  const part = main?.part ?? 'xl/workbook.xml';
  if (!zip.names.includes(part)) return null;
  const relations = await relationsOf(zip, part);
  const sheets: { name: string; part: string }[] = [];
  let from1904 = false;
  await readWholeXml(zip.unpack(part), {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') from1904 = isOn(attributes.date1904);
      if (name !== 'sheet') return;
      const target = relations.find(({ id }) => id === relationId(attributes));
      if (target?.type === 'worksheet') sheets.push({ name: attributes.name ?? '', part: target.part });
    },
  });
  const partOf = (type: string) => relations.find((each) => each.type === type)?.part ?? '';
  const texts = await textsOf(zip, partOf('sharedStrings'));
  return { sheets, from1904, texts, dateStyles: await dateStylesOf(zip, partOf('styles')) };
}
