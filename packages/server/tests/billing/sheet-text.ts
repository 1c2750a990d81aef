import readXlsxFile from 'read-excel-file/node';

/** A workbook as text: each sheet, its rows as JSON. */
export async function sheetText(workbook: Buffer): Promise<string> {
  const sheets = (await readXlsxFile(workbook)) as unknown as { sheet: string; data: unknown[][] }[];
  const texts = sheets.map(({ sheet, data }) =>
    [`# ${sheet}`, ...data.map((row) => JSON.stringify(row))].join('\n'),
  );
  return `${texts.join('\n\n')}\n`;
}
