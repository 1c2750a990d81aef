import { readFileSync } from 'node:fs';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVerifierKey } from '../../server/src/features/audit/verify/open-checkpoint-note.ts';
import { readPack } from '../../server/src/features/audit/verify/pack-format.ts';
import { verifyPack } from '../../server/src/features/audit/verify/verify-pack.ts';
import { axeFindings, closePages, go, launch, logIn, openContext } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

interface Personal {
  ref_id: string;
  msisdn: string | null;
  subject_id: string | null;
}

describe('the audit log in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(60), launch()]);
    const context = await openContext(browser);
    page = await context.newPage();
    await logIn(page, desk.url, 'admin');
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const sql = (text: string) => desk.server.desk.reader.connection.sql(text);

  /** The n-th order whose person has no other order. */
  function lonePerson(n: number): Personal {
    return sql(
      `SELECT ref_id, msisdn, subject_id FROM orders WHERE msisdn IS NOT NULL AND status = 'terminated'
         AND person_token IN (SELECT person_token FROM orders GROUP BY person_token HAVING count(*) = 1)
       ORDER BY id LIMIT 1 OFFSET ?`,
    ).get(n) as Personal;
  }

  const logOf = (filter: Record<string, unknown>) =>
    `${desk.url}/audit?filter=${encodeURIComponent(JSON.stringify(filter))}`;

  async function entryNumbers(): Promise<number[]> {
    const texts = await page.locator('tbody [data-row-id]').allTextContents();
    return texts.map((text) => Number(text.replace(/\D/g, '')));
  }

  async function confirm(reason: string, verb: string): Promise<void> {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: verb }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async function textOf(download: Download): Promise<string> {
    return readFileSync(await download.path(), 'utf8');
  }

  it('finds what somebody did, by preset and by words, and says so when nothing fits', async () => {
    const stranger = await openContext(browser);
    const refused = await stranger.request.post(`${desk.url}/api/session`, {
      data: { username: 'support', password: 'not the password' },
      headers: { 'x-requested-with': 'srs-desk' },
    });
    expect(refused.status()).toBe(401);
    await go(page, `${desk.url}/audit`);
    await page.getByText('does not refresh by itself').waitFor();
    await page.getByRole('button', { name: 'Failed logins, denied access' }).click();
    await page.getByRole('cell', { name: /^Failed login.*wrong_password/ }).waitFor();
    // The refused login stands in the unfiltered list too, so its cell alone does not say that the preset has taken.
    await expect.poll(entryNumbers).toHaveLength(1);
    await page.getByLabel('Words').fill('nothing has this word');
    await page.keyboard.press('Enter');
    await page.getByText('No entry matches these filters').waitFor();
    // Nothing tells a name typed in lower case from a word: neither page nor request has it in its address.
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    const searched = page.waitForRequest((request) => request.url().endsWith('/api/audit/search'));
    await page.getByLabel('Words').fill('anna muster');
    await page.keyboard.press('Enter');
    expect((await searched).postDataJSON()).toMatchObject({ filter: expect.stringContaining('anna muster') });
    await page.getByText('No entry matches these filters').waitFor();
    expect([...addresses, page.url()].filter((url) => /nothing|anna|muster/i.test(url))).toEqual([]);
    page.removeAllListeners('request');
    await page.getByLabel('Words').fill('Anna Muster');
    await page.getByText('Personal data is sealed in the log').waitFor();
    await go(page, desk.url);
    await page.getByText(/1 failed login/).waitFor();
  });

  it('opens an entry, shows before and after, and proves it down to the signature', async () => {
    const changed = await page.request.put(`${desk.url}/api/settings/access.reveal_minutes`, {
      data: { value: 25 },
      headers: { 'x-requested-with': 'srs-desk' },
    });
    expect(changed.status()).toBe(200);
    await go(page, logOf({ action: 'settings.change' }));
    await page.locator('tbody [data-row-id]').first().click();
    await page.getByRole('row', { name: /access\.reveal_minutes\s*15\s*25/ }).waitFor();
    await page.getByText('Proven', { exact: true }).waitFor();
    await expect.poll(() => page.getByText('valid', { exact: true }).count()).toBe(4);
    const seq = Number(new URL(page.url()).hash.slice(1));
    const { hash } = sql(`SELECT lower(hex(hash)) AS hash FROM entries WHERE seq = ?`).get(seq) as {
      hash: string;
    };
    await page.getByText(hash, { exact: true }).first().waitFor();

    const intent = sql(`SELECT seq, call_id FROM entries WHERE action = 'call.intent' LIMIT 1`).get() as {
      seq: number;
      call_id: number;
    };
    await go(page, `${desk.url}/audit/${intent.seq}`);
    await page.getByRole('link', { name: /^outcome, entry/ }).waitFor();
    await page.getByRole('link', { name: String(intent.call_id), exact: true }).click();
    await page.waitForURL(`**/calls/${intent.call_id}`);
    await page.getByRole('link', { name: `request, entry ${intent.seq}` }).click();
    await page.getByText('Proven', { exact: true }).waitFor();
  });

  it('verifies now, to the verdict, also against a checkpoint kept elsewhere', async () => {
    await go(page, `${desk.url}/audit/health`);
    await page.getByText('Never checked').waitFor();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText(/The log is intact up to entry/).waitFor();

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Sign now and download' }).click();
    const note = await textOf(await saved);
    const [origin = '', size = ''] = note.split('\n');
    expect(Number(size)).toBeGreaterThan(100);
    const stranger = note.replace(origin, 'srs-desk/another');
    await page.locator('input[type="file"]').setInputFiles({
      name: 'kept.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(stranger),
    });
    await page.getByText('kept.txt').waitFor();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page
      .getByText(/does not hold|another log|cannot be read/)
      .first()
      .waitFor();
  });

  it('exports exactly the entries that are filtered', async () => {
    const { ref_id: refId } = lonePerson(0);
    const filter = { refId, kind: 'call' };
    const inLog = sql(`SELECT count(*) AS n FROM entries WHERE ref_id = ? AND kind = 'call'`).get(refId) as {
      n: number;
    };
    await go(page, logOf(filter));
    await page.locator('tbody [data-row-id]').first().waitFor();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`${inLog.n} entries, exactly those that match:`).waitFor();
    await dialog.getByText(`Ref ID: ${refId}`).waitFor();
    await dialog.getByLabel(/^CSV/).check();
    const saved = page.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Download' }).click();
    const lines = (await textOf(await saved)).trim().split(/\r?\n/);
    expect(lines).toHaveLength(inLog.n + 1);
    expect(lines.slice(1).every((line) => line.includes(refId))).toBe(true);
  });

  it('makes a proof pack that an outsider can check', async () => {
    const { ref_id: refId } = lonePerson(0);
    await go(page, `${desk.url}/orders/${refId}`);
    await page.getByRole('button', { name: 'Proof pack' }).click();
    const saved = page.waitForEvent('download');
    await confirm('Dispute 4711', 'Create proof pack');
    const text = await textOf(await saved);
    const reading = readPack(text);
    expect(reading.state === 'read' && reading.pack.entries.length).toBeGreaterThan(2);
    const key = readVerifierKey(desk.server.desk.audit.publicKey);
    expect(verifyPack(text, key)).toMatchObject({ outcome: 'intact' });
    expect(text).not.toContain(lonePerson(0).msisdn);
  });

  it('holds an order against erasure, and erases the person once it is released', async () => {
    const { ref_id: refId, msisdn, subject_id: subject } = lonePerson(1);
    await go(page, `${desk.url}/orders/${refId}`);
    await page.getByRole('button', { name: 'Legal hold' }).click();
    await confirm('Court case 12', 'Set legal hold');
    await page.getByText('Under legal hold:').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Erase person' }).isDisabled()).toBe(true);
    const refused = await page.request.post(`${desk.url}/api/orders/${refId}/erase`, {
      data: { reason: 'all the same', confirm: true },
      headers: { 'x-requested-with': 'srs-desk' },
    });
    expect(refused.status()).toBe(409);

    await page.getByRole('button', { name: 'Release legal hold' }).click();
    await confirm('Case closed', 'Release legal hold');
    await page.getByRole('button', { name: 'Erase person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(refId, { exact: true }).waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Erase person' }).isDisabled()).toBe(true);
    await dialog.getByLabel(/^To confirm/).fill(refId.slice(0, 8));
    await confirm('The person asked for it', 'Erase person');
    await page
      .getByText(/The person.s data ha(s|ve) been erased|erased/i)
      .first()
      .waitFor();
    expect(msisdn).not.toBeNull();
    expect(sql('SELECT msisdn, person_token FROM orders WHERE ref_id = ?').get(refId)).toEqual({
      msisdn: null,
      person_token: null,
    });

    const sealed = sql(`SELECT seq FROM entries WHERE subject_id = ? AND sealed IS NOT NULL LIMIT 1`).get(
      subject,
    ) as { seq: number };
    await go(page, `${desk.url}/audit/${sealed.seq}`);
    await page.getByText(/the key is destroyed/).waitFor();
    await page.getByText('Proven', { exact: true }).waitFor();
    await go(page, `${desk.url}/audit`);
    await page.getByRole('button', { name: 'Erasures, legal holds' }).click();
    await page.getByText('3 entries', { exact: true }).waitFor();
    await page.getByRole('cell', { name: /^Person erased.*The person asked for it/ }).waitFor();
    await expect.poll(entryNumbers).toHaveLength(3);
  });

  it('shows others nothing of it', async () => {
    const context = await openContext(browser);
    const support = await context.newPage();
    await logIn(support, desk.url, 'support');
    await go(support, `${desk.url}/audit`);
    await support.getByText('No access').waitFor();
    await go(support, `${desk.url}/orders/${lonePerson(2).ref_id}`);
    await support.getByRole('heading', { level: 1 }).waitFor();
    await support.getByRole('heading', { name: 'Person' }).waitFor();
    expect(await support.getByText('Proof and data protection').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('has nothing for axe to find, in the %s theme', async (scheme) => {
    const context = await openContext(browser, { scheme, ...(scheme === 'dark' ? { width: 390 } : {}) });
    const look = await context.newPage();
    await logIn(look, desk.url, 'admin');
    const findings: Record<string, string[]> = {};
    const check = async (name: string) => {
      const found = await axeFindings(look);
      if (found.length > 0) findings[name] = found;
    };
    // A short list: what axe finds on one row it finds on all, and each costs time.
    const list = logOf({ action: 'session.login' });
    await go(look, list);
    await look.locator('main ol li, tbody [data-row-id]').first().waitFor();
    await check('log');
    if (scheme === 'light') {
      await look.getByRole('button', { name: 'Export', exact: true }).click();
      await look.getByRole('dialog').waitFor();
      await check('export');
    }
    await go(look, `${list}#20`);
    await look.getByText('Proven', { exact: true }).waitFor();
    await check('entry');
    await go(look, `${desk.url}/audit/health`);
    await look.getByRole('heading', { name: 'Entries not secured elsewhere' }).waitFor();
    await check('health');
    if (scheme === 'dark') {
      await go(look, `${desk.url}/orders/${lonePerson(2).ref_id}`);
      await look.getByRole('button', { name: 'Erase person' }).click();
      await look.getByRole('dialog').waitFor();
      await check('erase');
    }
    expect(findings).toEqual({});
  });
});
