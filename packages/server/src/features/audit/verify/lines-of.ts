import { createReadStream } from 'node:fs';

/** Longest line that can be one of a log: a recorded answer of 256 KiB, sealed and escaped, and room to spare. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * The lines of a UTF-8 file, without their ends. Only a line feed ends one: an entry's text may hold U+2028, where
 * `node:readline` would cut it in two. @throws Error for a line that no log has, and from the file system
 */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const text = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 });
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('it has a line that is too long for a log');
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  if (rest !== '') yield rest;
}
