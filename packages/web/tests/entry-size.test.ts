import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '../dist');

/** Largest sum of what the first page must load before it can draw anything, bytes after gzip -9. */
const BUDGET = 240_000;

const SCRIPTS = /(?:src|href)="\/(assets\/[^"]+\.js)"/g;
const STATIC_IMPORTS = /\b(?:import|export)\s*(?:[\w$*{},\s]*?\bfrom\s*)?["'](\.\.?\/[^"']+\.js)["']/g;

/** The files that `index.html` names and all that they import statically, with their sizes after gzip -9. */
function sizesFromStart(): Map<string, number> {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const sizes = new Map<string, number>();
  const take = (path: string): void => {
    if (sizes.has(path)) return;
    const code = readFileSync(path);
    sizes.set(path, gzipSync(code, { level: 9 }).length);
    for (const [, specifier = ''] of code.toString().matchAll(STATIC_IMPORTS))
      take(join(dirname(path), specifier));
  };
  for (const [, script = ''] of html.matchAll(SCRIPTS)) take(join(DIST, script));
  return sizes;
}

it('loads no more than its budget before the first page can draw', () => {
  const sizes = sizesFromStart();
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(sizes.size).toBeGreaterThan(0);
  expect(total, JSON.stringify([...sizes])).toBeLessThanOrEqual(BUDGET);
  // react-dom alone is more: a meter that misses files must not pass for a small start.
  expect(total).toBeGreaterThan(100_000);
});

it('loads the texts of a language when they are asked for', () => {
  const start = [...sizesFromStart().keys()].map((path) => readFileSync(path, 'utf8')).join('\n');
  expect(start).not.toContain('Handlungsbedarf');
  expect(start).not.toContain('Needs attention');
});
