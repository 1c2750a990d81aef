import { inflateSync } from 'node:zlib';
import iconv from 'iconv-lite';

/** The texts of a page's drawing commands, one line per text drawn. */
function textsOf(commands: string): string[] {
  return [...commands.matchAll(/\[([^\]]*)\]\s*TJ/g)].map(([, parts = '']) =>
    [...parts.matchAll(/<([0-9a-f]*)>/g)]
      .map(([, hex = '']) => iconv.decode(Buffer.from(hex, 'hex'), 'windows-1252'))
      .join(''),
  );
}

/** All texts of a PDF made with built-in fonts, in the order of drawing, pages apart. */
export function pdfText(pdf: Buffer): string {
  const pages: string[] = [];
  let at = 0;
  for (;;) {
    const start = pdf.indexOf('stream\n', at);
    if (start < 0) break;
    const end = pdf.indexOf('\nendstream', start);
    const body = pdf.subarray(start + 7, end);
    at = end + 10;
    let commands: string;
    try {
      commands = inflateSync(body).toString('latin1');
    } catch {
      continue;
    }
    const texts = textsOf(commands);
    if (texts.length > 0) pages.push(texts.join('\n'));
  }
  return `${pages.join('\n\f\n')}\n`;
}
