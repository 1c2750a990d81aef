// Makes the pictures in docs anew from a fresh demo: npx tsx scripts/screenshots.mjs [name …]. Needs Chromium. Beside them it writes which texts
// of the app each shows: when one of them is said otherwise, the picture is stale, and `verify` says so (check-docs.mjs).
// With --compare <dist> it lays every page of another build of the web app beside this one's: see compare-screens.mjs.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LARGEST_PICTURE, PICTURES, TEXTS } from './check-docs.mjs';
import { compareScreens } from './compare-screens.mjs';
import { openAs, orderIds, standsAt, withDemo } from './demo-browser.mjs';
import { PAGE_TEXTS } from './page-texts.mjs';

const SIZE = { width: 1200, height: 760 };

/** What is shown: name, who looks, where. */
const SCREENS = [
  { name: 'desk', role: 'support', path: () => '/' },
  { name: 'orders', role: 'support', path: () => '/orders' },
  { name: 'order', role: 'support', path: (ids) => `/orders/${ids.terms}` },
  { name: 'playbook', role: 'support', path: () => '/playbook', height: 560 },
  { name: 'calls', role: 'support', path: () => '/calls' },
  { name: 'usage', role: 'finance', path: () => '/usage' },
  { name: 'invoices', role: 'finance', path: () => '/invoices' },
  { name: 'periods', role: 'finance', path: () => '/periods' },
  { name: 'cancellations', role: 'admin', path: () => '/cancellations' },
  { name: 'users', role: 'admin', path: () => '/users' },
  { name: 'settings', role: 'admin', path: () => '/settings/values' },
  { name: 'backups', role: 'admin', path: () => '/settings/backups' },
  { name: 'connection', role: 'admin', path: () => '/settings/connection' },
  { name: 'audit', role: 'auditor', path: () => '/audit' },
  { name: 'audit-health', role: 'auditor', path: () => '/audit/health', height: 640 },
];

const PARTS = 'h1, h2, h3, button, th, label, dt, a, [role="tab"], [role="columnheader"]';

/** The keys of the texts of the app that a page shows. */
async function textsOn(page) {
  const shown = new Set(
    await page.locator(PARTS).evaluateAll((parts) => parts.map((part) => part.textContent?.trim() ?? '')),
  );
  const found = {};
  const said = new Set();
  for (const [key, text] of PAGE_TEXTS) {
    if (!shown.has(text) || said.has(text)) continue;
    said.add(text);
    found[key] = text;
  }
  return found;
}

async function takeAll(browser, screens) {
  mkdirSync(PICTURES, { recursive: true });
  const texts = existsSync(TEXTS) ? JSON.parse(readFileSync(TEXTS, 'utf8')) : {};
  for (const role of new Set(screens.map((screen) => screen.role))) {
    const page = await openAs(browser, role, 'en');
    const ids = role === 'support' ? await orderIds(page) : {};
    await page.emulateMedia({ colorScheme: 'light' });
    for (const { name, path, height = SIZE.height } of screens.filter((one) => one.role === role)) {
      await page.setViewportSize({ ...SIZE, height });
      if (!(await standsAt(page, path(ids)))) throw new Error(`${name}: the page did not come`);
      const file = `${name}.png`;
      await page.screenshot({ path: join(PICTURES, file), animations: 'disabled', caret: 'hide' });
      texts[file] = await textsOn(page);
      const { size } = statSync(join(PICTURES, file));
      console.log(`${file} ${Math.round(size / 1024)} kB${size > LARGEST_PICTURE ? ' – too large' : ''}`);
    }
    await page.context().close();
  }
  writeFileSync(TEXTS, `${JSON.stringify(texts, null, 2)}\n`);
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--compare') {
  await withDemo((browser) => compareScreens(browser, ...rest));
} else {
  const wanted = first === undefined ? [] : [first, ...rest];
  const screens = SCREENS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  await withDemo((browser) => takeAll(browser, screens));
}
