// A fresh demo and a browser to look at it with, for the pictures of the screens.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findChromium } from './find-chromium.mjs';
import { ROOT } from './paths.mjs';

const { chromium } = createRequire(join(ROOT, 'packages/web/package.json'))('playwright-core');
const PORT = process.env.PORT || '4470';
const SIMULATOR_PORT = process.env.SIMULATOR_PORT || '4471';
const PASSWORD = 'screenshots';

export const URL_OF_DESK = `http://127.0.0.1:${PORT}`;
export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

async function untilReady() {
  for (let waited = 0; waited < 300; waited += 1) {
    const answer = await fetch(`${URL_OF_DESK}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(1000);
  }
  throw new Error('The demo did not get ready within five minutes.');
}

/** Starts a demo on new data, lets `look` use a browser on it, and takes both away again. */
export async function withDemo(look) {
  const dataDir = mkdtempSync(join(tmpdir(), 'srs-screenshots-'));
  const demo = spawn(process.execPath, ['scripts/start.mjs', '--fresh'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT, SIMULATOR_PORT, DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD },
  });
  const ended = new Promise((done) => demo.on('exit', done));
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    await untilReady();
    await look(browser);
  } finally {
    await browser.close();
    demo.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A page of somebody with this role, in this language. */
export async function openAs(browser, role, language) {
  const locale = language === 'de' ? 'de-CH' : 'en-GB';
  const context = await browser.newContext({ locale, reducedMotion: 'reduce', viewport: WIDE });
  const page = await context.newPage();
  await page.goto(`${URL_OF_DESK}/login`);
  await page.getByRole('textbox').first().fill(role);
  await page.locator('input[type="password"]').fill(PASSWORD);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((address) => !address.pathname.startsWith('/login'));
  return page;
}

/** What an order that shows much is looked for by: the first of these that there is. */
const TELLING = [
  { attention: 'terms_pending' },
  { nextActor: 'swisscom' },
  { verifyStatus: 'terms_not_accepted' },
];

/** An order that shows much and stays so: a ticket for Swisscom, terms pending for long. */
export async function orderIds(page) {
  for (const filter of TELLING) {
    const rows = await page.evaluate(
      (path) => fetch(path).then((answer) => answer.json()),
      `/api/orders?filter=${encodeURIComponent(JSON.stringify(filter))}&range=[0,9]&sort=["statusChangedAt","DESC"]`,
    );
    const row = rows.find((one) => one.orderId) ?? rows[0];
    if (row !== undefined) return { terms: row.refId };
  }
  throw new Error('The demo has no order to show.');
}

/** Opens a screen and waits until it stands; false where it did not come. */
export async function standsAt(page, path) {
  await page.goto(URL_OF_DESK + path);
  const found = await page
    .locator('main h1')
    .first()
    .waitFor({ timeout: 20_000 })
    .then(() => true)
    .catch(() => false);
  await sleep(1500);
  return found;
}
