// Checks that what is to be released agrees with itself: every package, the changelog, the tag. `node scripts/release.mjs v0.2.0`
// before the tag is set, without an argument for the tag that the commit has.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** One line for each thing that does not agree. `versions` by package, `tag` null for none. */
function disagreements({ versions, changelog, tag }) {
  const version = versions['srs-desk'];
  const lines = Object.entries(versions)
    .filter(([, its]) => its !== version)
    .map(([name, its]) => `${name} is ${its}, srs-desk is ${version}`);
  const [newest] = [...changelog.matchAll(/^## \[(\d[^\]]*)\] - (\S+)$/gm)];
  if (newest?.[1] !== version)
    lines.push(`the changelog's newest release is ${newest?.[1] ?? 'none'}, srs-desk is ${version}`);
  if (newest && !/^\d{4}-\d{2}-\d{2}$/.test(newest[2]))
    lines.push(`the changelog's date of ${newest[1]} is "${newest[2]}"`);
  if (tag !== null && tag !== `v${version}`) lines.push(`the tag is ${tag}, srs-desk is ${version}`);
  return lines;
}

const manifest = (folder) => JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));

/** What the checkout says of itself. */
function checkout() {
  const packages = readdirSync(join(ROOT, 'packages'))
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
    .map(manifest);
  return {
    versions: Object.fromEntries([manifest('.'), ...packages].map(({ name, version }) => [name, version])),
    changelog: readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'),
  };
}

function tagOfCommit() {
  const tags = execFileSync('git', ['tag', '--points-at', 'HEAD', 'v*'], { cwd: ROOT, encoding: 'utf8' });
  return tags.trim().split('\n')[0] || null;
}

const tag = process.argv[2] ?? tagOfCommit();
const lines = disagreements({ ...checkout(), tag });
if (tag === null) lines.push('this commit has no tag v*: name the one that is to be set');
for (const line of lines) console.error(line);
if (lines.length > 0) process.exit(1);
console.log(`${tag}: packages, changelog and tag agree. Next: git tag ${tag}, pnpm build.`);
