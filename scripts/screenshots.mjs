// Makes docs/screenshots anew from a fresh demo: node scripts/screenshots.mjs [name …]. Needs Chromium.
// With --compare <dist> it lays every page of another build of the web app beside this one's: see compare-screens.mjs.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { compareScreens } from './compare-screens.mjs';
import { NARROW, openAs, orderIds, standsAt, WIDE, withDemo } from './demo-browser.mjs';
import { ROOT } from './paths.mjs';

const LARGEST = 250 * 1024;

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

async function shoot(page, screen, file, ids) {
  if (!(await standsAt(page, screen.path(ids)))) return console.error(`${file}: the page did not come`);
  const path = join(ROOT, 'docs/screenshots', file);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(path);
  console.log(`${file} ${Math.round(size / 1024)} kB${size > LARGEST ? ' – too large' : ''}`);
}

async function takeAll(browser, screens) {
  for (const role of new Set(screens.map((screen) => screen.role))) {
    for (const language of ['en', 'de']) {
      const page = await openAs(browser, role, language);
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
      await page.context().close();
    }
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--compare') {
  await withDemo((browser) => compareScreens(browser, ...rest));
} else {
  const wanted = first === undefined ? [] : [first, ...rest];
  const screens = SCREENS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  await withDemo((browser) => takeAll(browser, screens));
}
