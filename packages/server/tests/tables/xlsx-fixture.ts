import { strToU8, zipSync } from 'fflate';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** What a workbook of these tests is made of; XML as other programs write it. */
export interface WorkbookParts {
  /** Name of each sheet and what stands within its `sheetData`. */
  sheets: Readonly<Record<string, string>>;
  workbookPr?: string;
  /** What stands within `sst`. */
  texts?: string;
  /** What stands within `styleSheet`. */
  styles?: string;
  prefix?: string;
}

function relations(targets: readonly [type: string, target: string][]): string {
  const each = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${each.join('')}</Relationships>`;
}

/** Style 1 is a day, style 2 a format of one's own with a day, style 3 an amount. */
const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="[$-807]dd\\.mm\\.yyyy hh:mm"/><numFmt numFmtId="165" formatCode="#,##0.00 &quot;days&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';

/** A workbook as bytes. */
export function workbookOf({
  sheets,
  workbookPr = '',
  texts,
  styles = STYLES,
  prefix = '',
}: WorkbookParts): Buffer {
  const names = Object.keys(sheets);
  const targets: [string, string][] = [
    ...names.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
    ['styles', '/xl/styles.xml'],
    ...(texts === undefined ? [] : [['sharedStrings', 'sharedStrings.xml'] as [string, string]]),
  ];
  const list = names.map(
    (name, at) => `<${prefix}sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const parts: Record<string, string> = {
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/_rels/workbook.xml.rels': relations(targets),
    'xl/workbook.xml': `<${prefix}workbook xmlns:r="${OFFICE}">${workbookPr}<${prefix}sheets>${list.join('')}</${prefix}sheets></${prefix}workbook>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    ...(texts === undefined ? {} : { 'xl/sharedStrings.xml': `<sst>${texts}</sst>` }),
  };
  for (const [at, name] of names.entries()) {
    const data = `<${prefix}sheetData>${sheets[name]}</${prefix}sheetData>`;
    parts[`xl/worksheets/sheet${at + 1}.xml`] = `<${prefix}worksheet>${data}</${prefix}worksheet>`;
  }
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))),
  );
}
