import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addUser, axeFindings, closePages, launch, settled } from '../browser.ts';
import { type DeskUnderTest, startDesk } from '../desk-under-test.ts';
import { AdminAtWork, LOOKS } from './admin-at-work.ts';

/** On a phone in German, on a screen in English; that SRS fails cancellations is played in `trouble.test.ts`, in both, too. */
describe('the cases of an admin', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(5), launch()]);
  });
  afterEach(() => desk.simulator.simulation.setFaults({}));
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  describe.each(LOOKS)('$width px, $language', (look) => {
    let admin: AdminAtWork;
    let support: AdminAtWork;
    /** There from the case that needs a second admin: the cases before are those of one alone. */
    let other: AdminAtWork;
    const second = `second.${look.language}`;
    beforeAll(async () => {
      admin = await AdminAtWork.start(desk, browser, look, 'admin');
      support = await AdminAtWork.start(desk, browser, look, 'support');
    });
    afterAll(async () => {
      const { id } = await admin.send('PATCH', `users/${second}`, { disabled: true }, 202);
      await other.send('POST', `approvals/${id}/approve`, {}, 200);
      for (const { page } of [admin, support, other]) await page.context().close();
    });
    const nothingFound = async () => expect(await axeFindings(admin.page)).toEqual([]);

    it('cancels one order: says what, whom, since when and the newer order, and asks why', async () => {
      const { refIds } = await admin.ordersOfOne(2);
      const [first, newer] = refIds;
      await admin.visit(`/orders/${first}`);
      const note = admin.page
        .getByRole('alert')
        .filter({ hasText: admin.say('desk.orders.superseded.newer') });
      expect(await note.getByRole('link').getAttribute('href')).toBe(`/orders/${newer}`);
      await admin.press('desk.orders.superseded.cancel');
      for (const fact of ['order', 'person', 'placed', 'newer'])
        await admin.read(`desk.orders.cancel.facts.${fact}`);
      await admin.read('desk.orders.cancel.nowLive');
      await nothingFound();
      await admin.press('desk.orders.cancel.confirm');
      expect(admin.atSrs(first)).not.toBe('CANCELLED');
      await admin.press('desk.orders.cancel.reasonNewLink');
      await admin.press('desk.orders.cancel.confirm');
      await expect.poll(() => admin.atSrs(first)).toBe('CANCELLED');
      await admin.page.getByText(`(${admin.say('desk.steps.ended')})`).waitFor({ state: 'attached' });
    });

    it('cancels the earlier pending orders of one person in one dialog', async () => {
      const { refIds } = await admin.ordersOfOne(3);
      await admin.visit(`/orders/${refIds[2]}`);
      await admin.press('desk.orders.earlier.cancel.open', { smart_count: 2 });
      const boxes = admin.page.getByRole('dialog').getByRole('checkbox', { checked: true });
      await expect.poll(() => boxes.count()).toBe(2);
      await admin.press('desk.orders.cancel.reasonNewLink');
      await nothingFound();
      await admin.press('desk.orders.earlier.cancel.confirm', { smart_count: 2 });
      await admin.page.getByRole('dialog').waitFor({ state: 'detached', timeout: 60_000 });
      expect(refIds.slice(0, 2).map((refId) => admin.atSrs(refId))).toEqual(['CANCELLED', 'CANCELLED']);
      expect(admin.atSrs(refIds[2])).not.toBe('CANCELLED');
    });

    it('narrows the superseded ones to a person and cancels those that are marked', async () => {
      const { mobile, refIds } = await admin.ordersOfOne(2);
      await admin.visit('/cancellations/superseded');
      await admin.page.getByLabel(admin.say('desk.cancellations.superseded.findPerson')).fill(mobile);
      await admin.press('desk.cancellations.superseded.find');
      await expect.poll(() => admin.page.locator('tbody tr').count()).toBe(1);
      await nothingFound();
      await admin.page.locator('tbody').getByRole('checkbox').check();
      await admin.press('desk.orders.selection.plan');
      await admin.makePlan();
      await admin.carryOut(1);
      expect(refIds.map((refId) => admin.atSrs(refId) === 'CANCELLED')).toEqual([true, false]);
    });

    it('sees on the order what support asks for, keeps it, thinks better of it, and cancels', async () => {
      const { refIds } = await admin.ordersOfOne(1);
      await support.visit(`/orders/${refIds[0]}`);
      await support.press('desk.orders.cancel.askOpen');
      await support.press('desk.orders.cancel.reasonUser');
      await support.press('desk.orders.cancel.askConfirm');
      await support.read('desk.place.requests.pending', { name: 'support' });
      await support.read('desk.place.requests.decides');
      expect(
        await support.page.getByRole('button', { name: support.say('desk.orders.cancel.askOpen') }).count(),
      ).toBe(0);
      await admin.visit(`/orders/${refIds[0]}`);
      await admin.read('desk.place.requests.pending', { name: 'support' });
      await nothingFound();
      await admin.press('desk.place.requests.dismiss');
      await admin.press('desk.undo');
      const acts = () =>
        desk.server.desk.reader.connection
          .sql(
            `SELECT action FROM entries WHERE action LIKE 'cancellation_request.%' AND ref_id = ? ORDER BY seq`,
          )
          .pluck()
          .all(refIds[0]);
      const both = [
        'cancellation_request.create',
        'cancellation_request.dismiss',
        'cancellation_request.reopen',
      ];
      await expect.poll(acts).toEqual(both);
      const note = admin.page.getByText(admin.say('desk.place.requests.pending', { name: 'support' }));
      await note.waitFor();
      await admin.visit('/');
      await admin.read('desk.place.requests.title', { count: 1 });
      await admin.press('desk.place.requests.execute');
      await admin.press('desk.orders.cancel.reasonUser');
      await admin.press('desk.orders.cancel.confirm');
      await expect.poll(() => admin.atSrs(refIds[0])).toBe('CANCELLED');
      await admin.visit(`/orders/${refIds[0]}`);
      await expect.poll(() => note.count()).toBe(0);
    });

    it('erases a person, cancelled at SRS first; nothing is advised about the order any more', async () => {
      const { refIds } = await admin.ordersOfOne(1);
      await admin.visit(`/orders/${refIds[0]}`);
      await admin.press('desk.audit.order.erase');
      const dialog = admin.page.getByRole('dialog');
      const choice = (key: string) =>
        dialog.getByRole('radio', { name: admin.say(`desk.audit.erase.pending.${key}`) });
      expect(await choice('cancel').isChecked()).toBe(true);
      await choice('leave_open').check();
      await admin.read('desk.audit.erase.pending.leave_open_means');
      await choice('cancel').check();
      await nothingFound();
      await admin.press('desk.audit.erase.reasonAsked');
      await dialog.locator('input:not([type="radio"])').fill(String(refIds[0]).slice(0, 8));
      const [unknown, cause] = ['00000000-0000-4000-8000-00000000dead', 'cancel_outcome_unknown'];
      const stopped = { code: 'erasure_stopped', refIds: [], unknownRefIds: [unknown], cause };
      const answer = { status: 504, contentType: 'application/problem+json', body: JSON.stringify(stopped) };
      await admin.page.route('**/erase', (route) => route.fulfill(answer), { times: 1 });
      await admin.press('desk.audit.erase.confirm');
      const told = { refIds: '–', unknownRefIds: unknown, cause: admin.say(`desk.problem.${cause}`) };
      await admin.read('desk.problem.erasure_stopped', told);
      await admin.press('desk.audit.erase.confirm');
      await admin.read('desk.orders.person.erased');
      expect(admin.atSrs(refIds[0])).toBe('CANCELLED');
      for (const key of ['message.open', 'handover.review', 'verbs.sync']) {
        const button = admin.page.getByRole('button', { name: admin.say(`desk.orders.${key}`), exact: true });
        await expect.poll(() => button.count()).toBe(0);
      }
    });

    it('is told of orders that an erasure left open at SRS, and cancels them in bulk', async () => {
      const { refIds } = await admin.ordersOfOne(1);
      const erased = { reason: 'asked to', confirm: true, pending: 'leave_open' };
      await admin.send('POST', `orders/${refIds[0]}/erase`, erased, 200);
      await admin.visit('/');
      const card = admin.page.locator('section').filter({
        has: admin.page.getByRole('heading', {
          name: admin.say('desk.cancellations.leftOpen', { count: '1' }),
        }),
      });
      await nothingFound();
      await card.getByRole('link', { name: admin.say('desk.orders.selection.plan') }).click();
      await admin.read('desk.cancellations.conditionValue.left_open');
      await admin.read('desk.cancellations.new.count', { smart_count: 1 });
      await admin.makePlan();
      await admin.carryOut(1);
      expect(admin.atSrs(refIds[0])).toBe('CANCELLED');
      await admin.visit('/');
      await card.waitFor({ state: 'detached' });
    });

    it('tells the user of a mistaken cancellation, with the new link', async () => {
      const { refIds } = await admin.ordersOfOne(1);
      await admin.send('POST', `orders/${refIds[0]}/cancel`, { reason: 'The wrong one' }, 200);
      const again = { issuer: 'IDENTITY.TM', method: 'video', replaces: refIds[0], sameData: true };
      const { targetUrl } = await admin.send('POST', 'orders', again, 201);
      const answers = { cancelled_by_mistake: 'yes' };
      await admin.send('PUT', `orders/${refIds[0]}/work`, { answers }, 200);
      await admin.visit(`/orders/${refIds[0]}`);
      await admin.page.keyboard.press('m');
      const dialog = admin.page.getByRole('dialog');
      await dialog
        .getByText(/earlier link by mistake|früheren Link irrtümlich/)
        .first()
        .waitFor();
      await dialog.getByText(targetUrl, { exact: false }).first().waitFor();
      await nothingFound();
      await admin.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });

    it('reads which data of the person lack where a bank order cannot be placed again as it is', async () => {
      const made = desk.simulator.simulation.addOrders(1, look.width, {
        fate: 'abandoned',
        issuer: 'KLARNA',
      });
      const refIds = made.map(({ refId }) => refId);
      await desk.register(refIds);
      await admin.visit(`/orders/${refIds[0]}`);
      await admin.press('desk.place.again.open');
      await admin.press('desk.place.again.send');
      const again = admin.page.getByRole('dialog').getByRole('button').last();
      const told = admin.page.getByRole('dialog').getByRole('listitem');
      await expect
        .poll(async () => {
          if ((await told.count()) === 0 && (await again.isEnabled())) await again.click();
          return (await told.allTextContents()).join('; ');
        })
        .toContain(`${admin.say('desk.words.initialData.firstName')}: `);
      await nothingFound();
      await admin.page.keyboard.press('Escape');
    });

    it('plans the failed ones again, and every result is what SRS has', async () => {
      const { value } = await admin.send('GET', 'settings/cancellations', undefined, 200);
      await admin.send('PUT', 'settings/cancellations', { value: { ...value, mostTries: 1 } }, 200);
      const { refIds } = await admin.ordersOfOne(2);
      const { id } = await admin.send('POST', 'cancellations', { refIds, reason: 'Old links' }, 201);
      desk.simulator.simulation.setFaults({
        errorRate: 1,
        status: 422,
        when: 'before',
        only: ['cancel_order'],
      });
      await admin.visit(`/cancellations/${id}`);
      await admin.carryOut(2);
      expect(refIds.map((refId) => admin.atSrs(refId) === 'CANCELLED')).toEqual([false, false]);
      desk.simulator.simulation.setFaults({});
      await admin.press('desk.cancellations.result.retry', { smart_count: 2 });
      await admin.page.waitForURL((address) => address.pathname !== `/cancellations/${id}`);
      await admin.carryOut(2);
      await nothingFound();
      expect(refIds.map((refId) => admin.atSrs(refId))).toEqual(['CANCELLED', 'CANCELLED']);
      await admin.send('PUT', 'settings/cancellations', { value }, 200);
    });

    it('loosens a control only with the second admin, and reads who changed it from what', async () => {
      await addUser(admin.page, desk.url, { username: second, displayName: 'Second', role: 'admin' });
      await admin.visit('/settings/values');
      const reveal = admin.page.getByRole('textbox', {
        name: admin.say('desk.words.setting.access.reveal_minutes'),
      });
      await reveal.first().fill('45');
      await admin.press('desk.save');
      await admin.read('desk.admin.settings.proposedBy', { name: 'admin' });
      const { proposal } = await admin.send('GET', 'settings/access.reveal_minutes', undefined, 200);
      other = await AdminAtWork.start(desk, browser, look, second);
      await other.visit('/settings/values');
      await other.press('desk.approvals.approve');
      await other.page
        .getByRole('button', { name: other.say('desk.approvals.approve') })
        .waitFor({ state: 'detached' });
      expect(proposal).toMatchObject({ value: 45, by: 'user:admin' });
      await admin.visit('/');
      await admin.page.getByRole('heading', { name: admin.say('desk.admin.settings.card') }).waitFor();
      await admin.send('PUT', 'settings/access.reveal_minutes', { value: null }, 200);
    });

    it('invites by a link, and is warned before their own rights would be lost', async () => {
      await admin.visit('/users');
      await admin.press('desk.admin.users.add');
      const dialog = admin.page.getByRole('dialog');
      const name = (field: string) => dialog.getByLabel(admin.say(`resources.users.fields.${field}`));
      await name('username').fill(`nina.${look.language}`);
      await name('displayName').fill('Nina Neu');
      await admin.press('desk.admin.users.invite');
      expect(await dialog.locator('[data-secret]').textContent()).toContain('/password-link#');
      await admin.press('desk.close');
      await dialog.waitFor({ state: 'detached' });
      const edit = `${admin.say('ra.action.edit')}: admin`;
      await admin.page.getByRole('button', { name: edit, exact: true }).click();
      await name('role').click();
      await admin.page.getByRole('option', { name: admin.say('desk.words.role.support') }).click();
      await admin.read('desk.admin.users.warning.ownAdmin');
      await nothingFound();
      await admin.press('desk.cancel');
    });

    it('makes a backup and reads that it holds', async () => {
      await admin.visit('/settings/backups');
      await admin.press('desk.admin.backups.make');
      const made = admin.say('desk.admin.backups.intact');
      await admin.page.getByRole('cell', { name: made, exact: true }).first().waitFor();
      await settled(admin.page);
      await nothingFound();
    });
  });
});
