import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { differenceLine } from '../../src/features/audit/facts/report-lines.ts';
import { setUpFactor } from '../auth/authenticator-app.ts';
import { type AppFixture, type Caller, logInAs, PASSWORD, startApp } from '../http/app-fixture.ts';
import { STILL } from '../sync/desk-fixture.ts';
import { runSql } from './log-fixture.ts';

const VIDEO = { issuer: 'IDENTITY.TM', method: 'video', lastName: 'Muster', mobile: '079 123 45 67' };
const REASON = { reason: 'for the facts' };
const LAST_MONTH = new Date(new Date().setUTCDate(0)).toISOString().slice(0, 7);

/** A desk with at least one row in each table whose facts are compared. */
async function makeWorld(app: AppFixture): Promise<string> {
  const admin = await app.as('admin');
  const ok = async (sent: request.Test) => {
    const answer = await sent;
    expect(answer.status, `${sent.method} ${sent.url}: ${answer.text}`).toBeLessThan(300);
    return answer.body;
  };
  const { refId } = await ok(admin.post('/api/orders', { ...VIDEO, externalId: 'ACME' }));
  const known = await request(app.simulator.url).post('/_sim/orders').send({ count: 2, seed: 4 });
  const [second, erased] = known.body.refIds;
  await ok(admin.post('/api/orders/import', { refIds: known.body.refIds }));
  const ends = { status: 'TERMINATED', termsAccepted: true };
  await request(app.simulator.url).post(`/_sim/identifications/${second}`).send(ends);
  for (const known of [second, erased]) await ok(admin.post(`/api/orders/${known}/sync`));
  await ok(admin.post(`/api/orders/${second}/verify`));
  await ok(admin.post(`/api/orders/${refId}/legal-hold`, { hold: true, ...REASON }));
  await ok(admin.post(`/api/orders/${erased}/erase`, { ...REASON, confirm: true, pending: 'leave_open' }));
  await billing(app, admin, ok, refId);
  await ok(
    admin.post('/api/users', { username: 'second', displayName: 'S', role: 'admin', password: PASSWORD }),
  );
  const other = await logInAs(app.server, 'second');
  await ok(other.post('/api/session/password', { current: PASSWORD, next: `${PASSWORD} too` }));
  await setUpFactor(admin);
  await ok(
    admin.post('/api/users', { username: 'left', displayName: 'L', role: 'finance', password: PASSWORD }),
  );
  await ok(admin.delete('/api/users/left'));
  await ok(admin.post('/api/api-keys', { name: 'k', role: 'finance' }));
  await ok(admin.put('/api/settings/polling', { value: await settingValue(admin, 'polling') }));
  await ok(admin.put('/api/settings/access.reveal_minutes', { value: 5 }));
  await ok(admin.put('/api/settings/access.reveal_minutes', { value: 25 }));
  await ok(admin.post('/api/cancellations', { refIds: [refId], ...REASON }));
  return refId;
}

async function settingValue(admin: Caller, name: string): Promise<unknown> {
  return (await admin.get(`/api/settings/${name}`)).body.value;
}

async function billing(
  app: AppFixture,
  admin: Caller,
  ok: (sent: request.Test) => Promise<{ id: number }>,
  refId: string,
): Promise<void> {
  const price = { validFrom: '2020-01-01', currency: 'CHF', tiers: [{ upTo: null, unitMinor: 250 }] };
  const { id } = await ok(admin.post('/api/prices', price));
  await ok(admin.post(`/api/prices/${id}/replace`, { ...price, validFrom: '2021-01-01' }));
  await ok(admin.post('/api/billable-rules', { validFrom: '2020-01-01', event: 'terminated' }));
  await ok(admin.post('/api/aliases', { raw: 'acme', canonical: 'ACME' }));
  await ok(admin.post('/api/assignments', { refIds: [refId], externalId: 'OTHER' }));
  await ok(admin.post('/api/price-groups', { externalId: 'ACME', group: 'banks' }));
  await ok(admin.post('/api/customers/import', 'externalId,name\nACME,Acme AG\n'));
  // A program has no name but its number.
  const made = await admin.post('/api/api-keys', { name: 'billing', role: 'admin' });
  const byKey = (path: string, body: object) =>
    request(app.server).post(path).set('authorization', `Bearer ${made.body.key}`).send(body);
  await ok(byKey('/api/prices', { ...price, externalId: 'RIVAL' }));
  await ok(byKey('/api/aliases', { raw: 'rival', canonical: 'RIVAL' }));
  await ok(byKey('/api/price-groups', { externalId: 'RIVAL', group: 'shops' }));
  const file = await request(app.server)
    .post('/api/invoice-files?name=invoice.csv')
    .set('cookie', admin.cookie)
    .set('x-requested-with', 'srs-desk')
    .set('content-type', 'application/octet-stream')
    .send(Buffer.from(`Ref ID,Amount\n${refId},2.50\n`));
  const mapping = {
    columns: { refId: 'Ref ID', amount: 'Amount' },
    decimal: 'auto',
    dateFormat: 'auto',
    currency: 'CHF',
  };
  const head = { fileId: file.body.id, supplier: 'Swisscom', number: 'R-1', period: LAST_MONTH, mapping };
  const invoice = await ok(admin.post('/api/invoices', { ...head, toleranceMinor: 0, tolerancePerMille: 0 }));
  const lines = (await admin.get(`/api/invoices/${invoice.id}/lines`)).body;
  const decision = { lines: [lines[0].id], disposition: 'disputed' };
  await ok(admin.post(`/api/invoices/${invoice.id}/dispositions`, decision));
  await ok(admin.patch(`/api/invoices/${invoice.id}`, { supplier: 'Swisscom AG', number: 'R-1a' }));
  const { unresolved } = (await admin.get(`/api/periods/${LAST_MONTH}/close`)).body;
  const acknowledge = unresolved.map(({ code }: { code: string }) => code);
  await ok(admin.post(`/api/periods/${LAST_MONTH}/close`, { acknowledge }));
}

/** What is changed by SQL, and the row and field that are to be named. */
const PLANTED: readonly [what: string, sql: string, table: string, field: string | null][] = [
  ['a status', "UPDATE orders SET status = 'error' WHERE status = 'terminated'", 'orders', 'status'],
  [
    'an External ID',
    "UPDATE orders SET external_id = 'RIVAL' WHERE external_id = 'ACME'",
    'orders',
    'externalId',
  ],
  [
    'a verify state',
    "UPDATE orders SET verify_status = 'not_due' WHERE verify_status = 'valid'",
    'orders',
    'verifyStatus',
  ],
  ['the time of creation', 'UPDATE orders SET created_at = created_at - 86400000', 'orders', 'createdAt'],
  ['a legal hold', 'UPDATE orders SET legal_hold = 0', 'orders', 'legalHold'],
  ['when an order is gone', 'UPDATE orders SET gone_at = 1', 'orders', 'goneAt'],
  [
    'an order made up',
    `INSERT INTO orders SELECT * FROM (SELECT * FROM orders LIMIT 0);
     CREATE TEMP TABLE t AS SELECT * FROM orders LIMIT 1;
     UPDATE t SET id = 999, ref_id = '00000000-0000-4000-8000-000000000999';
     INSERT INTO orders SELECT * FROM t`,
    'orders',
    null,
  ],
  [
    'an order taken away',
    `DELETE FROM order_status_history WHERE ref_id = (SELECT ref_id FROM orders ORDER BY id LIMIT 1);
     DELETE FROM orders WHERE id = (SELECT min(id) FROM orders)`,
    'orders',
    null,
  ],
  [
    'a time of the history',
    'UPDATE order_status_history SET happened_at = happened_at - 1000',
    'order_status_history',
    'happenedAt',
  ],
  [
    'a line of the history taken away',
    'DELETE FROM order_status_history WHERE id = (SELECT max(id) FROM order_status_history)',
    'order_status_history',
    null,
  ],
  [
    'a line of the history made up',
    `INSERT INTO order_status_history (ref_id, status, wire_status, happened_at, observed_at, transition, seq)
     SELECT ref_id, 'cancelled', 'CANCELLED', 1, 1, 'normal', seq FROM order_status_history LIMIT 1`,
    'order_status_history',
    null,
  ],
  [
    'an old price',
    `UPDATE billing_prices SET tiers = replace(tiers, '250', '150') WHERE id = 1`,
    'billing_prices',
    'tiers',
  ],
  [
    'the end of a price',
    "UPDATE billing_prices SET valid_to = '2020-06-01' WHERE id = 1",
    'billing_prices',
    'validTo',
  ],
  ['a rule', 'UPDATE billing_rules SET failed_billable = 1', 'billing_rules', 'failedBillable'],
  ['an alias', "UPDATE billing_aliases SET canonical = 'RIVAL'", 'billing_aliases', 'canonical'],
  ['an alias taken away', 'DELETE FROM billing_aliases', 'billing_aliases', null],
  [
    'an assignment',
    "UPDATE billing_assignments SET external_id = 'RIVAL'",
    'billing_assignments',
    'externalId',
  ],
  ['a price group', "UPDATE billing_groups SET group_name = 'friends'", 'billing_groups', 'group'],
  ['a customer', "UPDATE billing_customers SET name = 'Somebody else'", 'billing_customers', 'name'],
  [
    'a frozen row',
    "INSERT INTO billing_frozen VALUES (1, 'ACME', '', '', 'CHF', 1, 1, 1, 0, 0, 0, 1, 0, 250)",
    'billing_closes',
    'frozen',
  ],
  [
    'frozen pricing terms',
    "UPDATE billing_closes SET pricing_terms = json_set(pricing_terms, '$.x', 1)",
    'billing_closes',
    'frozen',
  ],
  [
    'a close undone',
    "UPDATE billing_closes SET reopened_at = 1, reopened_by = 'x'",
    'billing_closes',
    'reopenedAt',
  ],
  [
    'a disposition',
    "UPDATE billing_invoice_lines SET disposition = 'accepted'",
    'billing_invoice_lines',
    'disposition',
  ],
  ['a disposition’s note', "UPDATE billing_invoice_lines SET note = 'x'", 'billing_invoices', 'decisions'],
  ['an invoice’s number', "UPDATE billing_invoices SET number = 'R-1'", 'billing_invoices', 'number'],
  ['an invoice’s sum', 'UPDATE billing_invoices SET sum_minor = 1', 'billing_invoices', 'sumMinor'],
  ['a role', "UPDATE users SET role = 'admin' WHERE username = 'support'", 'users', 'role'],
  [
    'an identity',
    "UPDATE users SET issuer = 'https://x', subject = 's' WHERE username = 'second'",
    'users',
    'identity',
  ],
  ['a password', "UPDATE users SET password_hash = 'x' WHERE username = 'second'", 'users', 'credential'],
  [
    'a user made up',
    `INSERT INTO users (username, display_name, role, password_hash, created_at, password_changed_at)
     VALUES ('ghost', 'G', 'admin', 'x', 1, 1)`,
    'users',
    null,
  ],
  ['a deleted user brought back', 'UPDATE users SET deleted_at = NULL', 'users', 'deletedAt'],
  ['a second factor lifted', 'DELETE FROM second_factors', 'second_factors', null],
  ['a second factor exchanged', "UPDATE second_factors SET sealed = 'x'", 'second_factors', 'credential'],
  [
    'a recovery code added',
    "INSERT INTO recovery_codes (user_id, code_hash) SELECT user_id, 'x' FROM second_factors",
    'second_factors',
    'codes',
  ],
  ['a recovery code given back', 'UPDATE recovery_codes SET used_at = 1', 'second_factors', 'codesUsed'],
  ['an API key’s role', "UPDATE api_keys SET role = 'admin'", 'api_keys', 'role'],
  ['an API key itself', "UPDATE api_keys SET token_hash = x'01' WHERE id = 1", 'api_keys', 'credential'],
  [
    'a setting',
    "UPDATE settings SET value = '480' WHERE name = 'access.reveal_minutes'",
    'settings',
    'value',
  ],
  ['who asked for approval', "UPDATE approvals SET asked_by = 'user:second'", 'approvals', 'askedBy'],
  ['what waits for approval', "UPDATE approvals SET input = '{}'", 'approvals', 'digest'],
  [
    'an approval',
    "UPDATE cancellation_jobs SET state = 'approved', approved_by = 'user:second'",
    'cancellation_jobs',
    'approvedBy',
  ],
  [
    'a key destroyed',
    'UPDATE subject_keys SET wrapped = NULL, erased_at = 1 WHERE erased_at IS NULL',
    'subject_keys',
    null,
  ],
  [
    'an erasure undone',
    "UPDATE subject_keys SET wrapped = x'01', erased_at = NULL WHERE erased_at IS NOT NULL",
    'subject_keys',
    null,
  ],
  ['a key taken away', 'DELETE FROM subject_keys WHERE erased_at IS NULL', 'subject_keys', null],
  ['a counter', "UPDATE counters SET value = value + 1 WHERE name = 'orders'", 'counters', 'value'],
  ['a counter taken away', "DELETE FROM counters WHERE name LIKE 'orders.status.%'", 'counters', null],
  ['a counter made up', "INSERT INTO counters VALUES ('orders.status.nothing', 7)", 'counters', null],
  ['whose turn it is', "UPDATE orders SET next_actor = 'isp'", 'orders', 'nextActor'],
  ['what calls for attention', 'UPDATE orders SET attention_all = \'["gone"]\'', 'orders', 'attentionAll'],
  [
    'what an order adds to usage',
    "UPDATE usage_orders SET external_id = 'RIVAL'",
    'usage_orders',
    'externalId',
  ],
  ['a month of usage', 'UPDATE usage_months SET billable = billable + 1', 'usage_months', 'billable'],
  ['a day of usage taken away', 'DELETE FROM usage_days', 'usage_days', null],
  ['a source of usage', 'UPDATE usage_sources SET placed = placed + 1', 'usage_sources', 'placed'],
  ['by what a person is found', "UPDATE person_terms SET term = term || 'x'", 'person_terms', 'terms'],
  ['a spelling by which a person is found', 'DELETE FROM near_terms', 'near_terms', 'terms'],
];

describe('the facts in the tables, held against the log', () => {
  let app: AppFixture;
  let clean: string;
  let copies = 0;

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 'none', speed: STILL } });
    await makeWorld(app);
    clean = `${app.folder}/clean.db`;
    const database = new Database(app.desk.config.databasePath, { readonly: true });
    await database.backup(clean);
    database.close();
  }, 180_000);
  afterAll(() => app.close());

  it('agree on a desk that nobody tampered with, while it runs and in a copy', async () => {
    for (const path of [app.desk.config.databasePath, clean])
      expect(await checkFacts({ path })).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
  });

  it.each(PLANTED)('%s changed by SQL is found, with row and field', async (_, sql, table, field) => {
    const path = `${clean}.${++copies}`;
    const database = new Database(clean);
    await database.backup(path);
    database.close();
    runSql(path, `PRAGMA foreign_keys = OFF; ${sql};`);
    const report = await checkFacts({ path });
    rmSync(path);
    expect(report.outcome).toBe('differ');
    const lines = report.differences.map(differenceLine);
    const named = report.differences.filter((each) => each.table === table && each.field === field);
    expect(named, lines.join('\n')).not.toEqual([]);
    for (const { row, logged, stored } of named) {
      expect(row).not.toBe('');
      expect(logged).not.toBe(stored);
    }
  });

  it('cannot be compared in what is no database of a desk', async () => {
    const path = `${app.folder}/empty.db`;
    new Database(path).exec('CREATE TABLE x (y)').close();
    expect(await checkFacts({ path })).toMatchObject({ outcome: 'unchecked', count: 0 });
  });
});
