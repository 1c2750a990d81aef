import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stat = statSync(path);
    if (stat.isSocket()) return [];
    return stat.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Fewer stand by chance in a few megabytes of hashes and ciphers. */
const FEWEST_BYTES = 5;

/**
 * What base64 makes of a text that begins `shift` bytes after a multiple of three: the characters that are the text's
 * alone, whatever stands before and after it.
 */
function base64Of(text: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), text]).toString('base64');
  return whole.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + text.length) * 8) / 6));
}

/**
 * The ways in which a text may stand in a file: as it is, in base64 at each offset, in UTF-16.
 * @throws Error when the text is so short that it would be found by chance.
 */
export function spellings(text: string): Buffer[] {
  const utf8 = Buffer.from(text, 'utf8');
  if (utf8.length < FEWEST_BYTES) throw new Error(`${text} is too short to be searched for`);
  const base64 = [0, 1, 2].map((shift) => Buffer.from(base64Of(utf8, shift)));
  return [utf8, Buffer.from(text, 'utf16le'), Buffer.from(encodeURIComponent(text)), ...base64];
}

/** `file: canary` for each canary found byte for byte in any file below the folder. */
export function findCanaries(folder: string, canaries: readonly string[]): string[] {
  const hits: string[] = [];
  for (const path of filesBelow(folder)) {
    const bytes = readFileSync(path);
    for (const canary of canaries) {
      if (spellings(canary).some((spelling) => bytes.includes(spelling))) hits.push(`${path}: ${canary}`);
    }
  }
  return hits;
}

/** Which canaries stand in a text or bytes. */
export function canariesIn(content: string | Buffer, canaries: readonly string[]): string[] {
  const bytes = Buffer.from(content);
  return canaries.filter((canary) => spellings(canary).some((spelling) => bytes.includes(spelling)));
}
