import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { PASSWORD } from './desk-under-test.ts';

declare global {
  interface Window {
    /** There once `axeFindings` has been asked. */
    axe: typeof axe;
  }
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One for each worker, which ends it: to start Chromium takes longer than many a test. */
let running: Promise<Browser> | undefined;

/** The Chromium that `pnpm test` found. @throws Error when there is none: browser tests are never skipped. */
export function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  running ??= chromium.launch({ executablePath, args: FLAGS });
  return running;
}

/** Closes all that a file has opened: the next file finds the browser as if it had just been started. */
export async function closePages(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

interface Look {
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
  language?: 'en' | 'de';
}

/** A fresh browser profile with this look. */
export async function openContext(browser: Browser, look: Look = {}): Promise<BrowserContext> {
  const { width = 1440, height = 900, scheme = 'light', language = 'en' } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: language === 'de' ? 'de-CH' : 'en-GB',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(30_000);
  return context;
}

/** Logs in with what the login page sends, without loading it: the next page is this person's. */
export async function logIn(page: Page, url: string, username: string): Promise<void> {
  const answer = await page.request.post(`${url}/api/session`, {
    data: { username, password: PASSWORD },
    headers: { 'x-requested-with': 'srs-desk' },
  });
  if (!answer.ok()) throw new Error(`${username} is not let in: ${answer.status()}`);
}

/**
 * Gives the page of a user in a look at one desk: made once and kept until the pages are closed, for a page that is left open
 * hears every event of the desk, and each further one costs the tests after it.
 */
export function pagesAt(browser: Browser, url: string): (username: string, look?: Look) => Promise<Page> {
  const kept = new Map<string, Promise<Page>>();
  const open = async (username: string, look: Look): Promise<Page> => {
    const page = await (await openContext(browser, look)).newPage();
    await logIn(page, url, username);
    return page;
  };
  return (username, look = {}) => {
    const key = JSON.stringify([username, look]);
    const page = kept.get(key) ?? open(username, look);
    kept.set(key, page);
    return page;
  };
}

interface NewUser {
  username: string;
  displayName: string;
  role: string;
}

/** Makes a user as an admin does, and chooses the password by the link that this gives. */
export async function addUser(admin: Page, url: string, user: NewUser): Promise<void> {
  const headers = { 'x-requested-with': 'srs-desk' };
  const made = await admin.request.post(`${url}/api/users`, { headers, data: user });
  const token = String((await made.json()).link.url).split('#')[1];
  const data = { token, password: PASSWORD };
  const chosen = await fetch(`${url}/api/password-link/use`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(data),
  });
  if (!chosen.ok) throw new Error(`${user.username} has no password: ${chosen.status}`);
}

/** Logs in through the login page, and waits for the page behind it. */
export async function logInByPage(page: Page, url: string, username: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByRole('textbox').first().fill(username);
  await page.locator('input[type="password"]').fill(PASSWORD);
  await page.locator('button[type="submit"]').click();
  await page.locator('#main, main').first().waitFor();
  await page.waitForURL((address) => !address.pathname.startsWith('/login'));
}

/** What a server that cannot just now answers. */
export const NOT_NOW = {
  status: 500,
  json: { status: 500, code: 'not_now', title: 'It cannot be done now' },
};

interface HeldRequest {
  /** Fulfilled when the first one came. */
  asked: Promise<void>;
  release(): void;
  /** They are answered that it cannot be done. */
  refuse(): void;
}

/** Holds back the page's requests to an address (by this method) until they are released or refused. */
export function holdRequest(page: Page, address: string | RegExp, method?: string): HeldRequest {
  let decide = (_refused: boolean): void => undefined;
  const isRefused = new Promise<boolean>((resolve) => {
    decide = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    void page.route(address, async (route, request) => {
      if (method !== undefined && request.method() !== method) return route.fallback();
      resolve();
      await ((await isRefused) ? route.fulfill(NOT_NOW) : route.continue());
    });
  });
  return { asked, release: () => decide(false), refuse: () => decide(true) };
}

/** Has the answers to a page say that it is so much later at the desk than it is, ms. */
export async function laterAtDesk(page: Page, ms: number): Promise<void> {
  // But those that never end.
  await page.route(/\/api\/(?!events)/, async (route) => {
    try {
      const response = await route.fetch();
      const date = new Date(Date.now() + ms).toUTCString();
      await route.fulfill({ response, headers: { ...response.headers(), date } });
    } catch (error) {
      // A page that was closed meanwhile needs no answer.
      if (!page.isClosed()) throw error;
    }
  });
}

/**
 * Ends all holding back and answering of the page's requests. The browser goes on to ask about each: where it ceases to, it
 * forgets now and then one that it is just asking about, and a page that is being loaded stays empty.
 */
export async function letThrough(page: Page): Promise<void> {
  await page.context().route('**/nowhere', (route) => route.continue());
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}

/** Waits until nothing moves on the page any more: no answer under way, no change of the document for a while. */
export async function settled(page: Page, quietMs = 250): Promise<void> {
  await page.evaluate(
    (quiet) =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(done, quiet);
        const watch = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, quiet);
        });
        const limit = setTimeout(done, 5_000);
        watch.observe(document.body, { childList: true, subtree: true });
        function done() {
          if (document.querySelector('main [role="progressbar"]') && performance.now() < started + 5_000) {
            timer = setTimeout(done, quiet);
            return;
          }
          watch.disconnect();
          clearTimeout(limit);
          resolve();
        }
        const started = performance.now();
      }),
    quietMs,
  );
}

/** Goes to a page of the app that is loaded already, as a link does, and waits until it stands. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(async (to) => {
    // Nobody is so quick: what the last step brought about is drawn, and remembered, before the next.
    await new Promise((idle) => requestIdleCallback(idle));
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await settled(page);
  await page.locator('main h1').first().waitFor();
  await settled(page);
}

/**
 * Goes to an address of the desk as whoever is there already does: by a link where the app is loaded, which costs a tenth of
 * loading it; else, and for the address that is shown, by loading.
 */
export async function go(page: Page, url: string): Promise<void> {
  const [from, to] = [new URL(page.url()), new URL(url)];
  const path = to.pathname + to.search + to.hash;
  const isLoaded = from.origin === to.origin && from.pathname !== '/login';
  if (isLoaded && from.href !== to.href) await visit(page, path);
  else await page.goto(url);
}

const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on the page by all of its rules, a line each; nothing is what we want. `colours` are those rules alone
 * that a theme can break: its document is the one that was looked at before.
 */
export async function axeFindings(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // A colour on its way to another is neither: what moves and will end is waited for (a spinner never ends).
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().endTime === Infinity,
      ),
  );
  // Once for each document: to read axe takes a browser longer than to run it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const only = rules === 'all' ? {} : { runOnly: { type: 'rule' as const, values: COLOUR_RULES } };
  const { violations } = await page.evaluate(
    (options) => window.axe.run({ resultTypes: ['violations'], ...options }),
    only,
  );
  return violations.map(
    ({ id, impact, nodes }) =>
      `${id} (${impact}): ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

/** Keys of texts that stand on the page, or in the names of its parts, in place of the texts; nothing is what we want. */
export function rawKeys(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const told = ['aria-label', 'title', 'placeholder'].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name)),
    );
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) told.push(texts.currentNode.nodeValue);
    return [...new Set(told.join('\n').match(/\b(?:desk|ra|resources)(?:\.\w+){2,}/g) ?? [])];
  });
}
