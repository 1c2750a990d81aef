// Before and after side by side: node scripts/screenshots.mjs --compare <packages/web/dist of before> [part of a path …].
// Both builds talk to the same demo, so that what differs is the web app alone. Needs Chromium.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NARROW, openAs, orderIds, standsAt, URL_OF_DESK, WIDE } from './demo-browser.mjs';
import { ROOT } from './paths.mjs';

const OUT = join(ROOT, 'bench/results/screens');
/** Share of the pixels that may differ: a clock, a caret, the edge of a letter. */
const THRESHOLD = Number(process.env.THRESHOLD ?? 0.003);
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml' };

/** The path of every page, as the web app registers it. */
async function registeredPaths() {
  const { createServer } = createRequire(join(ROOT, 'packages/web/package.json'))('vite');
  const vite = await createServer({
    root: join(ROOT, 'packages/web'),
    logLevel: 'error',
    server: { middlewareMode: true, ws: false },
    appType: 'custom',
  });
  const { PAGES } = await vite.ssrLoadModule('/tests/registered-paths.ts');
  await vite.close();
  return [...PAGES];
}

/** The address with a record of the demo in the place of `:id`; 1 where there is none yet. */
async function addressOf(page, path) {
  if (!path.includes(':id')) return path;
  const { terms } = await orderIds(page);
  if (path.startsWith('/orders/')) return path.replace(':id', terms);
  const first = await page.evaluate(
    (noun) => fetch(`/api/${noun}?range=[0,0]`).then((answer) => answer.json()),
    path.split('/')[1],
  );
  return path.replace(':id', first[0]?.id ?? 1);
}

/** Lets the page have another build's files; what it asks of the API goes to the demo. */
async function serveFrom(page, dist) {
  await page.route(`${URL_OF_DESK}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/api/')) return route.fallback();
    const asked = join(dist, pathname);
    const file = extname(pathname) !== '' && existsSync(asked) ? asked : join(dist, 'index.html');
    return route.fulfill({
      body: readFileSync(file),
      contentType: TYPES[extname(file)] ?? 'application/octet-stream',
    });
  });
}

/** Share of the pixels that differ visibly; 1 where the pictures are not of one size. Compared in the browser itself. */
function difference(page, before, after) {
  return page.evaluate(
    async (sources) => {
      const [a, b] = await Promise.all(
        sources.map(async (source) => {
          const image = await createImageBitmap(
            await (await fetch(`data:image/png;base64,${source}`)).blob(),
          );
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (a.width !== b.width || a.height !== b.height) return 1;
      let differing = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        const far = [0, 1, 2].some((channel) => Math.abs(a.data[at + channel] - b.data[at + channel]) > 24);
        if (far) differing += 1;
      }
      return differing / (a.width * a.height);
    },
    [before.toString('base64'), after.toString('base64')],
  );
}

function sheet(found) {
  const rows = found.map(
    ({ name, share }) => `<h2>${name} <small>${(share * 100).toFixed(2)} %</small></h2>
<div><img src="${name}-before.png" alt="before"><img src="${name}-after.png" alt="after"></div>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Before and after</title>
<style>body{font:14px system-ui;margin:16px}div{display:flex;gap:12px}img{width:50%;border:1px solid #999;align-self:start}</style>
<h1>Before (left) and after</h1>${rows.join('\n')}`;
}

/** Opens a screen in both builds, and pictures it in each size and theme without loading it again. */
async function comparePage(pages, blank, { path, address }, language) {
  const loaded = pages.map(({ page }) => page.setViewportSize(WIDE).then(() => standsAt(page, address)));
  await Promise.all(loaded);
  const found = [];
  for (const size of [WIDE, NARROW]) {
    for (const theme of ['light', 'dark']) {
      const name = `${path.replaceAll(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'desk'}-${size.width}-${theme}-${language}`;
      const pictures = await Promise.all(pages.map((one) => picture(one, name, size, theme)));
      found.push({ name, share: await difference(blank, ...pictures) });
    }
  }
  return found;
}

async function picture({ when, page }, name, size, theme) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: theme });
  await sleep(500);
  const taken = await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' });
  writeFileSync(join(OUT, `${name}-${when}.png`), taken);
  return taken;
}

/** Takes every page twice, lists those that differ by more than the threshold, and lays all of them side by side. */
export async function compareScreens(browser, dist, ...parts) {
  if (dist === undefined || !existsSync(join(dist, 'index.html'))) {
    throw new Error('Name the packages/web/dist of the build to compare with.');
  }
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const wanted = (await registeredPaths()).filter(
    (path) => parts.length === 0 || parts.some((part) => path.includes(part)),
  );
  const found = [];
  for (const language of ['en', 'de']) {
    const [before, after] = [
      await openAs(browser, 'admin', language),
      await openAs(browser, 'admin', language),
    ];
    const blank = await (await browser.newContext()).newPage();
    await serveFrom(before, dist);
    const now = new Date();
    for (const page of [before, after]) await page.clock.setFixedTime(now);
    for (const path of wanted) {
      const pages = [
        { when: 'before', page: before },
        { when: 'after', page: after },
      ];
      for (const one of await comparePage(
        pages,
        blank,
        { path, address: await addressOf(after, path) },
        language,
      )) {
        found.push(one);
        if (one.share > THRESHOLD) console.log(`${one.name} ${(one.share * 100).toFixed(2)} %`);
      }
    }
    for (const page of [before, after, blank]) await page.context().close();
  }
  found.sort((a, b) => b.share - a.share);
  writeFileSync(join(OUT, 'index.html'), sheet(found));
  const differ = found.filter(({ share }) => share > THRESHOLD).length;
  console.log(
    `${differ} of ${found.length} differ by more than ${THRESHOLD * 100} %: ${join(OUT, 'index.html')}`,
  );
}
