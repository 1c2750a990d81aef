import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { TableSource } from './sheet.ts';
import { UnreadableTable } from './unreadable-table.ts';

async function isUtf8(source: TableSource): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const chunks = typeof source === 'string' ? createReadStream(source) : [source];
    for await (const chunk of chunks as AsyncIterable<Buffer> | Buffer[])
      decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without its mark: every other byte of Western text is zero. */
function unmarkedUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const start = head.subarray(0, 256);
  let even = 0;
  let odd = 0;
  for (const [at, byte] of start.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even === 0 && odd > start.length / 4) return 'utf-16le';
  return odd === 0 && even > start.length / 4 ? 'utf-16be' : null;
}

/**
 * The encoding of a text file from whatever program wrote it: UTF-8, UTF-16 (Excel's "Unicode text"), else
 * Windows-1252 (Excel's CSV in Western Europe), which can read any byte. @throws UnreadableTable when it is no text
 */
export async function encodingOf(
  source: TableSource,
  head: Buffer,
): Promise<'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const wide = unmarkedUtf16(head);
  if (wide !== null) return wide;
  const start = head.toString('latin1');
  if (start.includes('\0') || start.startsWith('%PDF-')) {
    throw new UnreadableTable(
      'not_a_table',
      'This is neither CSV text nor an XLSX workbook: save the table as one of these.',
    );
  }
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table)/i.test(start)) {
    throw new UnreadableTable(
      'not_a_table',
      'This is a web page or XML under another name: open it in a spreadsheet and save it as .xlsx or CSV.',
    );
  }
  return (await isUtf8(source)) ? 'utf-8' : 'windows-1252';
}
