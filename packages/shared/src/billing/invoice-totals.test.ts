import { describe, expect, it } from 'vitest';
import { columnMappingSchema } from './invoice-columns.ts';
import type { InvoicedOrder } from './invoice-line.ts';
import { createLineReader } from './invoice-line-reader.ts';
import { mayName, totalKind } from './invoice-totals.ts';
import { createCalendar } from './periods.ts';
import { reconcile } from './reconcile.ts';
import { withTaxedSums } from './taxed-sums.ts';

const listed = (text: string) => text.split('\n').flatMap((each) => each.trim() || []);

describe('the words of a row', () => {
  it.each(
    listed(`
    Betrag exkl. MwSt
    Betrag inkl. MwSt
    Betrag ohne MwSt
    Betrag inkl. 8.1% MwSt
    Betrag zzgl. MwSt
    Betrag, MwSt enthalten
    Netto exkl. MwSt
    Netto zzgl. MwSt
    Brutto inkl. MwSt
    Rechnungsbetrag inkl. MwSt
    Gesamtbetrag einschliesslich MwSt
    Total zzgl. MwSt
    Total vor MwSt
    Zu zahlen inkl. MwSt
    Zahlbar zzgl. MwSt
    Total, davon MwSt
    Net amount excl. VAT
    Invoice amount incl. VAT
    Amount, VAT included
    Amount due incl. VAT
    Balance due incl. VAT
    Total without VAT
    Total net of VAT
    Total before tax
    Total and VAT
    Montant hors TVA
    Montant TVA incluse
    Montant TVA comprise
    Montant TVA non comprise
    Montant imposable
    Taxable amount
    Steuerbarer Betrag
    Total TVA incluse
    Total TVA de 8.1% comprise
    Total HT TVA 8.1%
    Importo IVA esclusa
    Importo IVA inclusa
    Importo lordo
    Totale al netto dell'IVA
    Imponibile IVA 8,1%
    Nettobetrag MwSt 8.1%
    Rundung MwSt
    Total SFr.
    Total Fr.
    Total USD
    TOTAL USD
    USD Total
    Total THB
    Total amount in USD
    Total Euro
    Total €
    Gesamtbetrag in Euro
    Gesamtbetrag in Schweizer Franken
    Total en francs suisses
    Totale in franchi svizzeri
    Total in US-Dollar
    Totale complessivo
    Totale parziale
    Totale documento
    Totale da versare
    Total à régler
    Net à régler
    Summe aller Positionen
    Total of all items
    Total dieser Rechnung
    Total of this invoice
    Total de cette facture
    Totale di questa fattura
    Ausstehender Betrag
    Geschuldeter Betrag
    Zu überweisender Betrag`),
  )('%s make it a total', (text) => {
    expect(totalKind(text)).toBe('total');
  });

  it.each(
    listed(`
    MwSt
    MwSt zu zahlen
    MwSt vom Nettobetrag
    MwSt 8.1% auf Nettobetrag
    MwSt 8.1% von CHF 400.00
    MwSt-Betrag inkl.
    zzgl. MwSt
    zzgl. 8.1% MwSt auf Nettobetrag
    Total MwSt
    Summe MwSt
    darin enthaltene MwSt
    TVA due 8.1%
    TVA sur total HT
    Montant TVA
    Montant de TVA
    Total TVA
    VAT due
    VAT payable
    VAT amount due
    VAT amount included
    VAT on net amount
    Outstanding VAT
    Total VAT
    of which total VAT
    IVA su imponibile
    Importo IVA
    Totale IVA
    Imposta 8.1%`),
  )('%s make it a tax', (text) => {
    expect(totalKind(text)).toBe('vat');
  });

  it.each(
    listed(`
    Betrag in CHF
    Betrag in Euro
    Total Top
    Total Euro Services
    Total AG USD
    Solde ACME EUR
    New Balance USD Shop
    Euro Tax
    Dollar Balance
    TOP BALANCE
    All Tax
    Franken
    USD
    Documento 7
    Complessivo
    Diese Rechnung
    All items
    Support exkl. MwSt`),
  )('%s make it neither', (text) => {
    expect(totalKind(text)).toBeNull();
  });

  it('may be a name beside a currency as well as alone', () => {
    for (const name of ['New Balance', 'Balance USD', 'August Steuer'])
      expect([name, mayName(name)]).toEqual([name, true]);
    for (const sum of ['Total USD', 'Betrag exkl. MwSt', 'Imposta'])
      expect([sum, mayName(sum)]).toEqual([sum, false]);
  });
});

describe('the rows below the charges', () => {
  const calendar = createCalendar('Europe/Zurich');
  const columns = { refId: 'Ref', amount: 'Amount', text: 'Text' };
  /** Reconciles ten charges of 100.00 and these rows: the classes of the charges, and each row with its class and reasons. */
  const judged = (rows: readonly (readonly [string, string])[]) => {
    const mapping = columnMappingSchema.parse({ columns, currency: 'CHF' });
    const reader = createLineReader(['Ref', 'Amount', 'Text'], mapping, calendar);
    const refs = Array.from({ length: 10 }, (_, n) => `ref-${n}`);
    const cells = [
      ...refs.map((ref) => [ref, '100.00', '']),
      ...rows.map(([text, amount]) => ['', amount, text]),
    ];
    const lines = cells.flatMap((row, at) => {
      const result = reader.read(at + 2, row);
      return result.ok && result.line !== null ? [result.line] : [];
    });
    const orders = refs.map(
      (refId): InvoicedOrder => ({
        refId,
        orderId: null,
        externalId: 'ACME',
        issuer: 'TM',
        method: 'video',
        billedPeriod: '2026-03',
        billedDay: '2026-03-10',
        amountMinor: 10_000,
        currency: 'CHF',
        pool: null,
      }),
    );
    const matches = reconcile({
      period: '2026-03',
      currency: 'CHF',
      lines: withTaxedSums(lines),
      orders,
      isKnownExternalId: () => true,
    });
    expect(new Set(matches.slice(0, 10).map((match) => match.class))).toEqual(new Set(['matched']));
    return matches.slice(10).map(({ line, reasons }) => [line?.text, reasons[0]]);
  };

  it('agree where sums name the tax that they are with or without', () => {
    for (const [net, tax, gross] of [
      ['Betrag exkl. MwSt', 'MwSt', 'Total inkl. MwSt'],
      ['Net amount excl. VAT', 'VAT due', 'Invoice amount incl. VAT'],
      ['Montant hors TVA', 'Total TVA', 'Total TVA incluse'],
      ['Netto', 'TVA due 8.1%', 'Total'],
      ['Total SFr.', 'MwSt vom Nettobetrag', 'Gesamtbetrag in Schweizer Franken'],
    ] as const)
      expect(
        judged([
          [net, '1000.00'],
          [tax, '81.00'],
          [gross, '1081.00'],
        ]),
      ).toEqual([
        [net, 'total_agrees'],
        [tax, 'vat'],
        [gross, 'total_agrees'],
      ]);
  });

  it('have a tax once, whatever sums it up', () => {
    const taxes = [
      ['MwSt 8.1%', '60.00'],
      ['MwSt 2.6%', '21.00'],
      ['Total MwSt', '81.00'],
    ] as const;
    for (const net of ['Netto', 'Zwischensumme'])
      expect(judged([[net, '1000.00'], ...taxes, ['Brutto', '1081.00'], ['Total', '1081.00']])).toEqual([
        [net, 'total_agrees'],
        ...taxes.map(([text]) => [text, 'vat']),
        ['Brutto', 'total_agrees'],
        ['Total', 'total_agrees'],
      ]);
  });
});
