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

/** The ways in which a text may stand in a file: as it is, in base64 at each offset, in UTF-16. */
function spellings(text: string): Buffer[] {
  const utf8 = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64');
    return Buffer.from(whole.slice(Math.ceil((shift * 4) / 3) + 1, -4));
  });
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
