// Makes docs/screenshots anew from a fresh demo: node scripts/screenshots.mjs [name …]. Needs Chromium.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findChromium } from './find-chromium.mjs';
import { ROOT } from './paths.mjs';

const { chromium } = createRequire(join(ROOT, 'packages/web/package.json'))('playwright-core');
const PORT = process.env.PORT || '4470';
const SIMULATOR_PORT = process.env.SIMULATOR_PORT || '4471';
const URL_OF_DESK = `http://127.0.0.1:${PORT}`;
const PASSWORD = 'screenshots';
const LARGEST = 250 * 1024;
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

/** What is shown: name, who looks, where; `both` themes for the screens that matter most. */
const SCREENS = [
  { name: 'desk', role: 'support', path: () => '/', both: true },
  { name: 'orders', role: 'support', path: () => '/orders' },
  { name: 'order', role: 'support', path: (ids) => `/orders/${ids.terms}`, both: true },
  { name: 'playbook', role: 'support', path: () => '/playbook' },
  { name: 'calls', role: 'support', path: () => '/calls' },
  { name: 'usage', role: 'finance', path: () => '/usage', both: true },
  { name: 'cancellations', role: 'admin', path: () => '/cancellations' },
  { name: 'audit', role: 'admin', path: () => '/audit' },
];

function startDemo(dataDir) {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--fresh'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT, SIMULATOR_PORT, DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD },
  });
  const ended = new Promise((done) => child.on('exit', done));
  return { child, ended };
}

async function untilReady() {
  for (let waited = 0; waited < 300; waited += 1) {
    const answer = await fetch(`${URL_OF_DESK}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(1000);
  }
  throw new Error('The demo did not get ready within five minutes.');
}

async function logIn(page, role) {
  await page.goto(`${URL_OF_DESK}/login`);
  await page.getByRole('textbox').first().fill(role);
  await page.locator('input[type="password"]').fill(PASSWORD);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((address) => !address.pathname.startsWith('/login'));
}

/** An order that shows much and stays so: terms pending for long, a ticket for Swisscom. */
async function orderIds(page) {
  const filter = encodeURIComponent(JSON.stringify({ verifyStatus: 'terms_not_accepted' }));
  const rows = await page.evaluate(
    (path) => fetch(path).then((answer) => answer.json()),
    `/api/orders?filter=${filter}&range=[0,9]&sort=["statusChangedAt","ASC"]`,
  );
  return { terms: (rows.find((row) => row.orderId) ?? rows[0]).refId };
}

async function shoot(page, screen, file, ids) {
  await page.goto(URL_OF_DESK + screen.path(ids));
  const found = await page
    .locator('main h1')
    .first()
    .waitFor({ timeout: 20_000 })
    .then(() => true)
    .catch(() => false);
  if (!found) return console.error(`${file}: the page did not come`);
  await sleep(1500);
  const path = join(ROOT, 'docs/screenshots', file);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(path);
  console.log(`${file} ${Math.round(size / 1024)} kB${size > LARGEST ? ' – too large' : ''}`);
}

async function main() {
  const wanted = process.argv.slice(2);
  const screens = SCREENS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const dataDir = mkdtempSync(join(tmpdir(), 'srs-screenshots-'));
  const demo = startDemo(dataDir);
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    await untilReady();
    for (const role of new Set(screens.map((screen) => screen.role))) {
      for (const language of ['en', 'de']) {
        const locale = language === 'de' ? 'de-CH' : 'en-GB';
        const context = await browser.newContext({ locale, reducedMotion: 'reduce', viewport: WIDE });
        const page = await context.newPage();
        await logIn(page, role);
        const ids = role === 'finance' ? {} : await orderIds(page);
        for (const screen of screens.filter((one) => one.role === role)) {
          for (const size of [WIDE, NARROW]) {
            await page.setViewportSize(size);
            for (const theme of screen.both ? ['light', 'dark'] : ['light']) {
              await page.emulateMedia({ colorScheme: theme });
              await shoot(page, screen, `${screen.name}-${size.width}-${theme}-${language}.png`, ids);
            }
          }
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
    demo.child.kill('SIGTERM');
    await demo.ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
