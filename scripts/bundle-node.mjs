// Bundles programs of a package for Node. Our own packages go in; dependencies stay outside, but for a few.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Made of so many files that finding and reading them took half of the time in which a thread or a command starts. */
export const GOES_IN = ['csv-parse', 'drizzle-orm', 'write-excel-file', 'zod'];

const staysOutside = (dependency) => !dependency.startsWith('@srs-desk/') && !GOES_IN.includes(dependency);

/** `entries`: paths; each becomes `<name>.js` in `outdir`, which must lie where the package's dependencies are found. */
export async function bundleNode(folder, entries, outdir) {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const external = Object.keys(dependencies).filter(staysOutside);
  await build({
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
    logLevel: 'warning',
  });
}
