import type { InvoiceFileView } from '@srs-desk/shared/billing/wire.ts';
import { describe, expect, it } from 'vitest';
import { draftOfFile, forSupplier, hasColumnsOf, readInvoiceDraft } from './invoice-draft.ts';

const file: InvoiceFileView = {
  id: 'f1',
  fileName: 'november.csv',
  size: 10,
  sheets: ['Lines'],
  sheet: 'Lines',
  headerRow: 3,
  period: null,
  headers: ['Referenz', 'Betrag', 'Datum'],
  sample: [['a', '1,50', '03.11.2026']],
  guess: { refId: 'Referenz', amount: 'Betrag', date: 'Datum' },
  remembered: [
    {
      supplier: 'Swisscom',
      same: false,
      mapping: {
        columns: { orderId: 'Order', amount: 'Betrag' },
        decimal: 'comma',
        dateFormat: 'dmy',
        currency: 'EUR',
      },
    },
  ],
  duplicateOf: null,
};
const filled = { ...draftOfFile(file, null, '2026-11'), supplier: ' Swisscom ', number: '17' };

describe('the form of an uploaded invoice', () => {
  it('begins with the columns its headers suggest', () => {
    const read = readInvoiceDraft(file, filled);
    expect(read).toEqual({
      ok: true,
      input: {
        fileId: 'f1',
        supplier: 'Swisscom',
        number: '17',
        period: '2026-11',
        periodMeant: false,
        mapping: {
          columns: { refId: 'Referenz', amount: 'Betrag', date: 'Datum' },
          decimal: 'auto',
          dateFormat: 'auto',
          currency: 'CHF',
          sheet: 'Lines',
          headerRow: 3,
        },
        toleranceMinor: 0,
        tolerancePerMille: 0,
      },
    });
  });

  it('takes what is remembered for a known header row, or for the supplier named', () => {
    const draft = forSupplier(filled, file, ' swisscom ');
    expect(draft).toMatchObject({
      supplier: ' swisscom ',
      decimal: 'comma',
      currency: 'EUR',
      columns: { orderId: '', amount: 'Betrag' },
    });
    const same = { ...file, remembered: file.remembered.map((known) => ({ ...known, same: true })) };
    const proposed = draftOfFile(same, null, '2026-11');
    expect(proposed).toMatchObject({ supplier: 'Swisscom', dateFormat: 'dmy' });
    // Another supplier with the same headers may write its numbers and dates in another way.
    const other = { supplier: 'Sunrise', dateFormat: 'auto', decimal: 'auto', vat: '' };
    expect(forSupplier({ ...proposed, vat: '8.1' }, same, 'Sunrise')).toEqual({ ...proposed, ...other });
  });

  it('keeps the columns its headers suggest where the file has none of those remembered', () => {
    const elsewhere = { ...file, headers: ['Beilage', 'Total'], guess: { amount: 'Total' } };
    const [known] = elsewhere.remembered.map((each) => hasColumnsOf(elsewhere, each));
    expect([known, hasColumnsOf(file, file.remembered[0] ?? expect.fail())]).toEqual([false, true]);
    const draft = forSupplier(draftOfFile(elsewhere, null, '2026-11'), elsewhere, 'Swisscom');
    expect(draft).toMatchObject({ decimal: 'comma', columns: { amount: 'Total', orderId: '' } });
  });

  it('says what is missing', () => {
    const columns = { ...filled.columns, refId: '', amount: '' };
    expect(readInvoiceDraft(file, { ...filled, columns, tolerance: 'x', tolerancePerMille: '1.5' })).toEqual({
      ok: false,
      errors: {
        amount: 'desk.invoices.mapping.amountMissing',
        refId: 'desk.invoices.mapping.keyMissing',
        tolerance: 'desk.prices.notAmount',
        tolerancePerMille: 'desk.prices.notCount',
      },
    });
  });
});
