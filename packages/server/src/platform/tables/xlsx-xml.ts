import { SaxesParser } from 'saxes';

/** An element of a workbook's part: its name without its namespace, its attributes as they are written. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Who listens to a part. */
interface XmlListener {
  open?(element: XmlElement): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** A name without its namespace's prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/**
 * Reads XML piece by piece; comes back after each, so that what was found in it can be handed on. No entities but
 * XML's own five are known, none is fetched. Throws at XML that is not well formed.
 */
export async function* readXml(chunks: AsyncIterable<Buffer>, listener: XmlListener): AsyncGenerator<void> {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => listener.open?.({ name: localName(name), attributes }));
  parser.on('closetag', ({ name }) => listener.close?.(localName(name)));
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  const decoder = new TextDecoder('utf-8');
  let any = false;
  for await (const chunk of chunks) {
    any = true;
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  if (any) parser.close();
  yield;
}

/** {@link readXml} for parts that are read as a whole. */
export async function readWholeXml(chunks: AsyncIterable<Buffer>, listener: XmlListener): Promise<void> {
  for await (const _ of readXml(chunks, listener));
}

/** A text of a workbook: signs that XML cannot hold stand in it as `_x000D_`. */
export function plainText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
