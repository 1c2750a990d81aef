// Bundles programs of a package for Node; its dependencies stay outside, our own packages go in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** `entries`: paths; each becomes `<name>.js` in `outdir`, which must lie where the package's dependencies are found. */
export async function bundleNode(folder, entries, outdir) {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const external = Object.keys(dependencies).filter((dependency) => !dependency.startsWith('@srs-desk/'));
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
