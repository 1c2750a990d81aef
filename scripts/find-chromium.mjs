import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

function onPath(name) {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** Without windows first: a run of the browser tests takes it two thirds of the processor time. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

function systemChromium() {
  for (const name of NAMES) {
    const path = onPath(name);
    if (path !== null) return path;
  }
  return null;
}

/**
 * A Chromium to test with: `CHROMIUM_PATH`, else the system's, else Debian's, installed where this user may.
 * Exits with one clear line when there is none: browser tests are never skipped.
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    console.error(`CHROMIUM_PATH is ${named}, but there is no such file.`);
    process.exit(1);
  }
  const found = systemChromium();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && onPath('apt-get') !== null) {
    console.log('No Chromium found: installing Debian’s …');
    const install = spawn(
      'sh',
      [
        '-c',
        'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell',
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    await once(install, 'close');
    const installed = systemChromium();
    if (installed !== null) return installed;
  }
  console.error(
    'The browser tests need Chromium: install it (Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH.',
  );
  process.exit(1);
}
