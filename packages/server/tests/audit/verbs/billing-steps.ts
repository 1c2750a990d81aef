import request from 'supertest';
import { logoPng, putLogo } from '../../billing/logo-fixture.ts';
import { REASON, type StepBook } from './step-book.ts';

/** Of one whom nothing is billed to: a price that is used is not deleted. */
const PRICE = {
  externalId: 'NOBODY',
  validFrom: '2020-01-01',
  currency: 'CHF',
  tiers: [{ upTo: null, unitMinor: 250 }],
};

/** Prices, rules, whose orders are whose, invoices, closes. */
export function billingSteps(book: StepBook): void {
  const { app, admin, add, addAgreed, made, idOf } = book;
  const lastMonth = new Date(new Date().setUTCDate(0)).toISOString().slice(0, 7);
  for (const [path, noun, body] of [
    ['/api/prices', 'price', PRICE],
    ['/api/billable-rules', 'rule', { validFrom: '2020-01-01', event: 'terminated' }],
  ] as const) {
    add(`POST ${path}`, `billing.${noun}.create`, () => made(admin.post(path, body)));
    add(`PUT ${path}/:id`, `billing.${noun}.update`, async () =>
      admin.put(`${path}/${book.id}`, { ...body, validFrom: '2020-02-01' }),
    );
    if (noun === 'price')
      add(`POST ${path}/:id/replace`, 'billing.price.create', () =>
        made(admin.post(`${path}/${book.id}/replace`, { ...PRICE, validFrom: '2021-01-01' })),
      );
    add(`DELETE ${path}/:id`, `billing.${noun}.delete`, async () => admin.delete(`${path}/${book.id}`));
  }
  add('POST /api/aliases', 'billing.alias.create', () =>
    made(admin.post('/api/aliases', { raw: 'acme', canonical: 'ACME' })),
  );
  add('DELETE /api/aliases/:id', 'billing.alias.delete', async () => admin.delete(`/api/aliases/${book.id}`));
  add('POST /api/assignments', 'billing.alias.create', async () =>
    admin.post('/api/assignments', { refIds: [book.refIds[2]], externalId: 'ACME' }),
  );
  add('POST /api/price-groups', 'billing.group.create', () =>
    made(admin.post('/api/price-groups', { externalId: 'ACME', group: 'banks' })),
  );
  add('DELETE /api/price-groups/:id', 'billing.group.delete', async () =>
    admin.delete(`/api/price-groups/${book.id}`),
  );
  add('POST /api/usage/rebuild', 'billing.rollup.rebuild', async () => admin.post('/api/usage/rebuild'));

  const mapping = {
    columns: { refId: 'Ref ID', amount: 'Amount' },
    decimal: 'auto',
    dateFormat: 'auto',
    currency: 'CHF',
  };
  const uploaded = async (): Promise<string> => {
    const answer = await request(app.server)
      .post('/api/invoice-files?name=invoice.csv')
      .set('cookie', admin.cookie)
      .set('x-requested-with', 'srs-desk')
      .set('content-type', 'application/octet-stream')
      .send(Buffer.from(`Ref ID,Amount\n${book.refIds[2]},2.50\n`));
    return answer.body.id;
  };
  add('POST /api/invoices', 'billing.invoice.upload', async () =>
    made(
      admin.post('/api/invoices', {
        fileId: await uploaded(),
        supplier: 'Swisscom',
        number: 'R-1',
        period: lastMonth,
        mapping,
        toleranceMinor: 0,
        tolerancePerMille: 0,
      }),
    ),
  );
  add('PATCH /api/invoices/:id', 'billing.invoice.correct', async () =>
    admin.patch(`/api/invoices/${book.id}`, { number: 'R-1a' }),
  );
  add('POST /api/invoices/:id/reconcile', 'billing.invoice.reconcile', async () =>
    admin.post(`/api/invoices/${book.id}/reconcile`),
  );
  add('POST /api/invoices/:id/dispositions', 'billing.invoice.disposition', async () => {
    const line = await idOf(`/api/invoices/${book.id}/lines`);
    return admin.post(`/api/invoices/${book.id}/dispositions`, { lines: [line], disposition: 'disputed' });
  });
  add('DELETE /api/invoices/:id', 'billing.invoice.delete', async () =>
    admin.delete(`/api/invoices/${book.id}`),
  );
  add('DELETE /api/invoice-mappings/:id', 'billing.mapping.delete', async () =>
    admin.delete(`/api/invoice-mappings/${await idOf('/api/invoice-mappings')}`),
  );
  const acme = { externalId: 'ACME', name: 'Acme AG' };
  add('POST /api/customers', 'billing.customer.create', async () => admin.post('/api/customers', acme));
  add('PUT /api/customers/:id', 'billing.customer.update', async () =>
    admin.put('/api/customers/ACME', { name: 'Acme SA' }),
  );
  add('POST /api/customers/import', 'billing.customer.update', async () =>
    admin.post('/api/customers/import', 'externalId,name\nACME,Acme AG\n'),
  );
  add('DELETE /api/customers/:id', 'billing.customer.delete', async () =>
    admin.delete('/api/customers/ACME'),
  );
  add('PUT /api/statements/logo', 'billing.logo.update', async () =>
    putLogo(app, admin, logoPng([0, 90, 180])),
  );
  add('DELETE /api/statements/logo', 'billing.logo.update', async () => admin.delete('/api/statements/logo'));
  add('PUT /api/accounting', 'billing.accounting.update', async () => admin.put('/api/accounting', {}));
  const period = `/api/periods/${lastMonth}`;
  add('POST /api/periods/:period/close', 'period.close', async () => {
    const { unresolved } = (await admin.get(`${period}/close`)).body;
    const acknowledge = unresolved.map(({ code }: { code: string }) => code);
    return admin.post(`${period}/close`, { acknowledge });
  });
  addAgreed('POST /api/periods/:period/reopen', 'period.reopen', async () =>
    admin.post(`${period}/reopen`, REASON),
  );
}
