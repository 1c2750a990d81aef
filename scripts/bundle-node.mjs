// Bundles programs of a package for Node. Our own packages go in; dependencies stay outside, but for a few.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Made of so many files that finding and reading them took half of the time in which a thread or a command starts. */
export const GOES_IN = ['csv-parse', 'drizzle-orm', 'write-excel-file', 'zod'];

/** Characters, for the places that a stack tells. */
const LONGEST_LINE = 120;

/** One letter of another alphabet, which esbuild leaves in regular expressions, and V8 keeps the whole text at two bytes a letter. */
const inAscii = (text) =>
  text.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

const staysOutside = (dependency) => !dependency.startsWith('@srs-desk/') && !GOES_IN.includes(dependency);

/** `entries`: paths; each becomes `<name>.js` in `outdir`, which must lie where the package's dependencies are found. */
export async function bundleNode(folder, entries, outdir) {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const external = Object.keys(dependencies).filter(staysOutside);
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(
      entries.map((path) => [path.split('/').pop().replace(/\.ts$/, ''), path]),
    ),
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: external.flatMap((dependency) => [dependency, `${dependency}/*`]),
    sourcemap: true,
    // Every thread keeps the text of what it runs: without remarks and indents it is three quarters, in short lines still.
    minifyWhitespace: true,
    lineLimit: LONGEST_LINE,
    logLevel: 'warning',
    write: false,
  });
  mkdirSync(outdir, { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(path, path.endsWith('.js') ? inAscii(text) : text);
}
