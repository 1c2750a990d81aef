import { describe, expect, it } from 'vitest';
import {
  type ColumnMapping,
  columnMappingSchema,
  guessColumns,
  headerErrors,
  headerKey,
  headerScore,
  headerText,
} from './invoice-columns.ts';
import { createLineReader } from './invoice-line-reader.ts';
import { readLocalDay } from './local-date.ts';
import { createCalendar } from './periods.ts';
import { withTaxedSums } from './taxed-sums.ts';

const calendar = createCalendar('Europe/Zurich');
const headers = ['Referenz', 'Auftrag', 'Kunde', 'Datum', 'Betrag', 'Währung'];
const mapping: ColumnMapping = columnMappingSchema.parse({
  columns: {
    refId: 'Referenz',
    orderId: 'Auftrag',
    externalId: 'Kunde',
    date: 'Datum',
    amount: 'Betrag',
    currency: 'Währung',
  },
  decimal: 'comma',
  dateFormat: 'dmy',
  currency: 'CHF',
});
const read = (...cells: string[]) => createLineReader(headers, mapping, calendar).read(7, cells);
const codes = (...cells: string[]) => {
  const result = read(...cells);
  return result.ok ? [] : result.errors.map((error) => [error.column, error.code]);
};

describe('columns', () => {
  it('are guessed from German and English headers', () => {
    expect(guessColumns(headers)).toEqual({
      refId: 'Referenz',
      orderId: 'Auftrag',
      externalId: 'Kunde',
      date: 'Datum',
      amount: 'Betrag',
      currency: 'Währung',
    });
    expect(guessColumns(['Auftragsnr.', 'Kunden-Nr.', 'Betrag (CHF)'])).toEqual({
      orderId: 'Auftragsnr.',
      externalId: 'Kunden-Nr.',
      amount: 'Betrag (CHF)',
    });
    expect(guessColumns(['Ref ID', 'Customer ID', 'Net amount', 'foo'])).toEqual({
      refId: 'Ref ID',
      externalId: 'Customer ID',
      amount: 'Net amount',
    });
  });

  it('know the price of a piece from the amount, and pass over what says how it is meant', () => {
    expect(guessColumns(['Customer', 'Qty', 'Price', 'Total'])).toMatchObject({
      quantity: 'Qty',
      unitPrice: 'Price',
      amount: 'Total',
    });
    expect(guessColumns(['Ref ID', 'Price'])).toMatchObject({ amount: 'Price' });
    expect(guessColumns(['Ref ID', 'Betrag CHF exkl. MwSt'])).toMatchObject({
      amount: 'Betrag CHF exkl. MwSt',
    });
    expect(headerScore(['Ref ID', 'Amount'])).toBe(1);
    expect(headerScore(['Invoice 2026-03', 'Total'])).toBe(0);
  });

  it('must exist, once', () => {
    expect(headerErrors(headers, mapping, 1)).toEqual([]);
    expect(
      headerErrors(['Referenz', 'Auftrag', 'Kunde', 'Datum', 'Währung'], mapping, 1)[0]?.message,
    ).toContain('Betrag');
    expect(headerErrors([...headers, 'Betrag'], mapping, 1)[0]?.message).toContain('2 columns');
  });

  it('may have a line break or more spaces in their name', () => {
    const broken = { ...mapping, columns: { refId: 'Ref\r\nID', amount: 'Betrag  (CHF)' } };
    const shown = ['Ref\nID', ' Betrag (CHF) '].map(headerText);
    expect(headerErrors(shown, broken, 1)).toEqual([]);
    expect(createLineReader(shown, broken, calendar).read(2, ['abc1', '2,50']).ok).toBe(true);
  });

  it('need something to find an order by', () => {
    expect(columnMappingSchema.safeParse({ columns: { amount: 'Betrag' }, currency: 'CHF' }).success).toBe(
      false,
    );
  });

  it('are recognised again regardless of case and space', () => {
    expect(headerKey(['Ref ID', ' Betrag'])).toBe(headerKey(['ref id', 'Betrag ']));
  });
});

describe('a line', () => {
  it('is read in local forms', () => {
    expect(read('abc1', '', 'ACME', '05.03.2026', "1'234,50", 'chf')).toEqual({
      ok: true,
      line: {
        line: 7,
        refId: 'abc1',
        orderId: null,
        externalId: 'ACME',
        day: '2026-03-05',
        method: null,
        quantity: null,
        unitMinor: null,
        amountMinor: 123_450,
        currency: 'CHF',
        text: null,
        isTotal: false,
      },
    });
    for (const amount of [
      'CHF 5,00',
      'CHF5,00',
      '5,00 CHF',
      'Fr. 5,00',
      'SFr. 5.–',
      'Fr. 5.--',
      '5.- CHF',
      '5,00chf',
    ]) {
      expect([amount, read('abc1', '', '', '', amount, '')]).toMatchObject([
        amount,
        { line: { amountMinor: 500 } },
      ]);
    }
  });

  it.each([
    ['CHF', ['CHF', 'chf', 'Fr.', 'SFr.', 'sfr.'], ['EUR', '€', 'francs']],
    ['EUR', ['EUR', '€'], ['CHF', 'Fr.', '£']],
  ] as const)('knows %s in its column by its signs, too', (currency, same, others) => {
    const { read } = createLineReader(headers, { ...mapping, currency }, calendar);
    const reads = (named: string) => read(7, ['abc1', '', '', '', '5,00', named]);
    for (const named of same)
      expect([named, reads(named)]).toMatchObject([named, { line: { amountMinor: 500 } }]);
    for (const named of others)
      expect([named, reads(named)]).toMatchObject([named, { errors: [{ code: 'other_currency' }] }]);
  });

  it('says of each cell what is wrong', () => {
    expect(codes('abc1', '', '', '05.03.2026', '5,00', 'EUR')).toEqual([['Währung', 'other_currency']]);
    for (const amount of ['€ 5,00', '5,00 EUR', 'USD 5,00', '£5,00']) {
      expect([amount, codes('abc1', '', '', '', amount, '')]).toEqual([
        amount,
        [['Betrag', 'other_currency']],
      ]);
    }
    expect(codes('abc1', '', '', '', '5 Stk', '')).toEqual([['Betrag', 'not_a_number']]);
    expect(codes('', '', '', '31.02.2026', 'x', 'CHF')).toEqual([
      ['Betrag', 'not_a_number'],
      ['Datum', 'bad_date'],
    ]);
    expect(codes('abc1', '', '', '', '', '')).toEqual([['Betrag', 'empty']]);
    expect(codes('abc1', '', '', '', '1', '', 'more')).toEqual([['Betrag', 'cells']]);
    expect(codes('a'.repeat(501), '', '', '', '1', '')).toEqual([['Referenz', 'too_long']]);
  });

  it('may be a credit, a fee, a total or a note', () => {
    expect(read('abc1', '', '', '', 'CHF -5,00', '')).toMatchObject({ line: { amountMinor: -500 } });
    expect(read('', '', '', '31.03.2026', '5,00', '')).toMatchObject({
      line: { refId: null, orderId: null, externalId: null, isTotal: false },
    });
    for (const word of [
      'Total',
      'Zwischensumme',
      'Übertrag',
      'Total CHF exkl. MwSt',
      'MwSt 8.1%',
      'Subtotal',
    ]) {
      for (const cells of [
        [word, '', '', ''],
        ['', '', word, ''],
      ] as const) {
        expect([word, read(...cells, '5,00', '')]).toMatchObject([
          word,
          { line: { isTotal: true, text: word, externalId: null, amountMinor: 500 } },
        ]);
      }
    }
    expect(read('', '', 'Total AG', '', '5,00', '')).toMatchObject({
      line: { isTotal: false, externalId: 'Total AG' },
    });
    expect(read('', '', '', 'Vielen Dank', '', '')).toEqual({ ok: true, line: null });
  });

  it.each([
    ['Zwischentotal', true],
    ['Total zu bezahlen', true],
    ['Zu bezahlen', true],
    ['Zu zahlender Betrag', true],
    ['Endbetrag', true],
    ['Nettototal', true],
    ['Rechnungsendbetrag', true],
    ['davon MwSt 8.1%', true],
    ['MWST-Betrag', true],
    ['Mehrwertsteuerbetrag', true],
    ['MwSt 8.1% von CHF 400.00', true],
    ['Gesamtbetrag (inkl. MwSt)', true],
    ['Sous-total', true],
    ['Total HT', true],
    ['Total TTC', true],
    ['Total hors taxes', true],
    ['Montant total', true],
    ['Montant à payer', true],
    ['Net à payer', true],
    ['dont TVA 8.1 %', true],
    ['Arrondi', true],
    ['À reporter', true],
    ['Amount due', true],
    ['Balance due', true],
    ['Total to pay', true],
    ['Total payable', true],
    ['of which VAT', true],
    ['VAT amount', true],
    ['Subtotale', true],
    ['Totale da pagare', true],
    ['Importo totale', true],
    ['di cui IVA 8,1%', true],
    ['Arrotondamento', true],
    ['Montant dû', true],
    ['MONTANT DÛ', true],
    ['Montant HT', true],
    ['Hors taxes', true],
    ['Montant toutes taxes comprises', true],
    ['Rechnungsbetrag Nr. 5', true],
    ['Gesamtbetrag Rechnung Nr. 5', true],
    ['Total facture n° 5', true],
    ['Total März 2026', true],
    ['Total March 2026', true],
    ['Total mar. 2026', true],
    ['Total mois de mars', true],
    ['Totale marzo 2026', true],
    ["Total d'avril 2026", true],
    ['Summe Monat 03/2026', true],
    ['Gesamtbetrag Q1 2026', true],
    ['Total 1er trimestre 2026', true],
    ['Total KW 12', true],
    ['Monatstotal März', true],
    ['Total for period 01.03.2026 - 31.03.2026', true],
    ['Total vom 1. bis 31. März', true],
    ['Total due by 30.04.2026', true],
    ['Total zahlbar innert 30 Tagen', true],
    ['Due by 30.04.2026', true],
    ['Fälliger Betrag', true],
    ['Montant HT mars 2026', true],
    ['Montant dû au mois de mars', true],
    ['Solde', true],
    ['Balance', true],
    ['Saldo', true],
    ['Saldo per 31.03.2026', true],
    ['Saldo zu unseren Gunsten', true],
    ['Solde au 31 mars', true],
    ['Solde du compte', true],
    ['Account balance', true],
    ['Restsaldo', true],
    ['Account fee', false],
    ['Übertrag Februar 2026', true],
    ['Rechnungstotal CHF', true],
    ['Grand total (CHF)', true],
    ['Total Rechnung Nr. 4711', true],
    ['Total Rechnung RE-2026-11', true],
    ['Total Positionen', true],
    ['Invoice amount March 2026', true],
    ['Montant de la facture', true],
    ['Net amount', true],
    ['VAT March 2026', true],
    ['zzgl. 8.1% MwSt.', true],
    ['zuzüglich 8,1 % MWST', true],
    ['zuzueglich MWST', true],
    ['plus VAT 8.1%', true],
    ['MWST 8.1% (Normalsatz)', true],
    ['MwSt reduzierter Satz 2.6%', true],
    ['MwSt-Satz 8.1%', true],
    ['Steuersatz 8.1%', true],
    ['CH-MWST 8.1%', true],
    ['Value added tax', true],
    ['TVA taux normal 8.1%', true],
    ['TVA au taux réduit de 2.6%', true],
    ['IVA aliquota 8,1%', true],
    ['Taxe sur la valeur ajoutée', true],
    ['Imposta sul valore aggiunto 8,1%', true],
    ['zzgl. gesetzlicher MwSt', true],
    ['Rundungsbetrag', true],
    ['Rundung auf 5 Rappen', true],
    ['Rounding difference', true],
    ['Rounding adjustment', true],
    ['Différence d’arrondi', true],
    ['Differenza di arrotondamento', true],
    ['Summe Positionen', true],
    ['Total Oktober', true],
    ['Total, zahlbar bis 30.11.2026', true],
    ['Rechnungsbetrag netto, zahlbar innert 30 Tagen', true],
    ['Montant total TTC en CHF', true],
    ['Imponibile', true],
    ['Totale imponibile', true],
    ['Base imponibile', true],
    ['Base imposable', true],
    ['Totale dovuto', true],
    ['Invoice amount', true],
    ['Normalsatz', false],
    ['plus Taxes', false],
    ['plus Support', false],
    ['zzgl. Porto', false],
    ['Value added services', false],
    ['Rate 3', false],
    ['Difference', false],
    ['Adjustment', false],
    ['Total adjustment', false],
    ['Base HT', false],
    ['Taxe', false],
    ['Taxes', false],
    ['Rechnung Nr. 5', false],
    ['Total AG', false],
    ['Netto', false],
    ['Due', false],
    ['Grundgebühr', false],
    ['Montant', false],
    ['Mehrbetrag', false],
    ['Zu zahlen an ACME', false],
    ['Identifikation inkl. MwSt', false],
    ['Total support fee', false],
    ['Monatspauschale März 2026', false],
    ['Monatsbetrag März 2026', false],
    ['März 2026', false],
    ['Q1 2026', false],
    ['Amount per month', false],
    ['Zahlbar pro Monat', false],
    ['Payable per month', false],
    ['Taxes du mois de mars', false],
    ['Mars 2026 HT', false],
    ['Rechnung RE-2026-11', false],
    ['Total Rechnung P1-Support', false],
    ['Total S.A.', false],
    ['Solde ACME', false],
  ])('%s is a total or a tax: %s', (text, isTotal) => {
    expect(read('', '', text, '', '5,00', '')).toMatchObject({ line: { isTotal } });
  });

  it('is no total because of a column that says nothing of it', () => {
    const own = ['Leistung', 'Verfahren', 'Anzahl', 'Steuer', 'Betrag', 'Text'];
    const columns = { method: 'Verfahren', quantity: 'Anzahl', amount: 'Betrag', text: 'Text' };
    const reader = createLineReader(own, columnMappingSchema.parse({ columns, currency: 'CHF' }), calendar);
    const of = (...cells: string[]) => {
      const result = reader.read(2, cells);
      return result.ok ? [result.line?.isTotal, result.line?.text] : result.errors;
    };
    expect(of('', 'video', '40', 'MwSt 8.1%', '100', '')).toEqual([false, null]);
    expect(of('Identifikationen', '', '40', 'VAT', '100', '')).toEqual([false, null]);
    expect(of('', '', '40', 'VAT', '100', '')).toEqual([false, null]);
    expect(of('', '', '', 'MwSt 8.1%', '50', 'Grundgebühr')).toEqual([false, 'Grundgebühr']);
    expect(of('Grundgebühr', '', '', 'MwSt 8.1%', '50', '')).toEqual([false, null]);
    expect(of('Total', '', '40', '', '100', '')).toEqual([true, 'Total']);
    expect(of('', '', '40', '', '100', 'Total')).toEqual([true, 'Total']);
    expect(of('', 'Summe', '40', '', '100', '')).toEqual([true, 'Summe']);
    expect(of('MwSt 8.1%', '', '', '', '8.10', '')).toEqual([true, 'MwSt 8.1%']);
    expect(of('7', '', '', 'Total inkl. MwSt', '108.10', '')).toEqual([true, 'Total inkl. MwSt']);
  });

  it('is a total wherever its words stand, whatever else its cells say', () => {
    const own = ['A', 'Own', 'B', 'Betrag', 'Ref'];
    const isTotalIn = (field: string, cells: readonly string[]) => {
      const columns = { amount: 'Betrag', refId: 'Ref', [field]: 'Own' };
      const mapping = columnMappingSchema.parse({ columns, currency: 'CHF' });
      const result = createLineReader(own, mapping, calendar).read(2, cells);
      return result.ok ? result.line?.isTotal : result.errors;
    };
    for (const [field, cells] of [
      ['text', ['RE-2026-11', '', 'Total', '100.00']],
      ['text', ['CHF', '', 'Total', '100.00']],
      ['text', ['Swisscom AG', '', 'Rechnungsbetrag', '100.00']],
      ['text', ['', 'November 2026', 'Total', '100.00']],
      ['method', ['', 'Video', 'Zwischensumme', '100.00']],
      ['quantity', ['', '40 Stk', 'Total', '100.00']],
      ['unitPrice', ['', 'CHF 2.50', 'Total', '100.00']],
      ['text', ['RE-2026-11', '', 'Zu bezahlen', '100.00']],
    ] as const) {
      expect([cells, isTotalIn(field, cells)]).toEqual([cells, true]);
    }
    expect(isTotalIn('quantity', ['', '40 Stk', 'MwSt 8.1%', '100.00'])).toBe(false);
    expect(isTotalIn('externalId', ['', 'ACME', 'Total', '100.00'])).toBe(false);
    // How a charge is to be paid, and on what basis, makes it no total.
    for (const beside of [
      'à payer',
      'zu zahlen',
      'Amount due',
      'Zahlbar netto',
      'CHF HT',
      'hors taxes',
      'VAT due',
    ])
      for (const field of ['method', 'text', 'quantity'])
        expect([beside, isTotalIn(field, ['', '100', beside, '1200.00'])]).toEqual([beside, false]);
  });

  it('is no total by words of payment where a method, a quantity, a text or a customer says what is charged', () => {
    const own = ['Kunde', 'Datum', 'Verfahren', 'Anzahl', 'Betrag', 'Text'];
    const columns = {
      externalId: 'Kunde',
      date: 'Datum',
      method: 'Verfahren',
      quantity: 'Anzahl',
      amount: 'Betrag',
      text: 'Text',
    };
    const reader = createLineReader(own, columnMappingSchema.parse({ columns, currency: 'CHF' }), calendar);
    const isTotal = (...cells: string[]) => {
      const result = reader.read(2, cells);
      return result.ok ? result.line?.isTotal : result.errors;
    };
    const taxed = ['zzgl. 8.1% MwSt.', 'exkl. MwSt', 'plus VAT', 'TVA incl.'];
    for (const words of ['Solde', 'Zahlbar bis 30.04.2026', 'Amount due', ...taxed]) {
      expect([words, isTotal('', '', '', '', '7.50', words)]).toEqual([words, true]);
      expect([words, isTotal('', '31.03.2026', '', '', '7.50', words)]).toEqual([words, true]);
      expect([words, isTotal('', '', words, '', '7.50', 'Rechnung 5')]).toEqual([words, true]);
      expect([words, isTotal('', '', 'video', '3', '7.50', words)]).toEqual([words, false]);
      expect([words, isTotal('', '', '', '3', '7.50', words)]).toEqual([words, false]);
      expect([words, isTotal('', '', words, '3', '7.50', '')]).toEqual([words, false]);
      expect([words, isTotal('', '', words, '', '7.50', 'Support')]).toEqual([words, false]);
      expect([words, isTotal('ACME', '', '', '', '7.50', words)]).toEqual([words, false]);
    }
    expect(isTotal('', '', 'video', '3', '7.50', 'Total')).toBe(true);
    expect(isTotal('', '', '', '1', '7.50', 'MwSt 8.1%')).toBe(true);
    expect(isTotal('', '', '', '1', '7.50', 'Betrag Rechnung März')).toBe(false);
    expect(isTotal('Balance', '', '', '', '7.50', '')).toBe(true);
    expect(isTotal('Balance', '', '', '3', '7.50', '')).toBe(false);
    expect(isTotal('Balance', '31.03.2026', '', '', '7.50', '')).toBe(false);
    for (const name of ['New Balance', 'August Steuer']) {
      expect([name, isTotal(name, '', '', '', '7.50', '')]).toEqual([name, true]);
      expect([name, isTotal(name, '', '', '3', '7.50', '')]).toEqual([name, false]);
      expect([name, isTotal(name, '31.03.2026', '', '', '7.50', '')]).toEqual([name, false]);
    }
    for (const sum of [
      'New total',
      'Steuer',
      'MwSt August',
      'davon Steuer',
      'Balance 31.03.2026',
      'Amount due',
    ])
      expect([sum, isTotal(sum, '31.03.2026', '', '', '7.50', '')]).toEqual([sum, true]);
  });

  it('is a sum without or with tax by its amount, where one alone may be a charge', () => {
    const own = ['Ref', 'Kunde', 'Was', 'Betrag'];
    const columns = { refId: 'Ref', externalId: 'Kunde', method: 'Was', amount: 'Betrag' };
    const kinds = (rows: readonly string[][], vatBasisPoints?: number) => {
      const mapping = columnMappingSchema.parse({ columns, currency: 'CHF', vatBasisPoints });
      const reader = createLineReader(own, mapping, calendar);
      const lines = rows.flatMap((cells, at) => {
        const result = reader.read(at + 2, cells);
        return result.ok && result.line !== null ? [result.line] : [];
      });
      return withTaxedSums(lines).map((each) => [each.isTotal, each.amountMinor, each.text]);
    };
    const charges = ['ref-1', 'ref-2'].map((ref) => [ref, 'ACME', '', '12.50']);
    const charge = [false, 1250, null];
    const names = [
      ['Netto', 'MwSt', 'Brutto'],
      ['HT', 'TVA', 'TTC'],
      ['Net amount', 'VAT amount', 'Gross amount'],
      ['Netto CHF', 'zzgl. 8.1% MwSt', 'Total'],
      ['Zwischensumme', 'MwSt', 'Brutto'],
    ];
    for (const [net = '', tax = '', gross = ''] of names) {
      for (const column of [0, 1, 2]) {
        const row = (text: string, amount: string) => {
          const cells = ['', '', '', amount];
          cells[column] = text;
          return cells;
        };
        expect(kinds([...charges, row(net, '25.00'), row(tax, '2.03'), row(gross, '27.03')])).toEqual([
          charge,
          charge,
          [true, 2500, net],
          [true, 203, tax],
          [true, 2703, gross],
        ]);
      }
    }
    const row = (text: string, amount: string) => [text, '', '', amount];
    const totals = (rows: readonly string[][]) =>
      kinds([...charges, ...rows])
        .slice(2)
        .map(([is]) => is);
    expect(
      totals([
        row('Netto', '25.00'),
        row('MwSt 8.1%', '1.00'),
        row('MwSt 2.6%', '0.50'),
        row('Brutto', '26.50'),
      ]),
    ).toEqual([true, true, true, true]);
    // With the tax in the amounts; also the other way round.
    const gross = [row('Brutto', '25.00'), row('davon MwSt', '1.87'), row('Netto', '23.13')];
    expect(totals(gross)).toEqual([true, true, true]);
    expect(kinds([...charges, ...gross], 810).slice(2)).toEqual([
      [true, 2500, 'Brutto'],
      [true, 187, 'davon MwSt'],
      [true, 2313, 'Netto'],
    ]);
    const rounding = row('Rundung', '-0.03');
    for (const rows of [
      [row('Netto', '25.00'), row('MwSt', '2.03'), rounding, row('Brutto', '27.00')],
      [row('Netto', '25.00'), rounding, row('MwSt', '2.03'), row('Brutto', '27.00')],
      [row('Brutto', '27.00'), rounding, row('davon MwSt', '2.03'), row('Netto', '25.00')],
    ])
      expect([rows, totals(rows)]).toEqual([rows, [true, true, true, true]]);
    expect(totals([row('Netto', '25.00'), rounding, row('Brutto', '24.97')])).toEqual([false, true, false]);
    for (const rows of [
      [row('Netto', '25.00'), row('Brutto', '27.03')],
      [row('Netto', '24.00'), row('MwSt', '2.03'), row('Brutto', '26.03')],
      [row('Netto', '25.00'), row('MwSt', '2.03'), row('Brutto', '27.00')],
      [row('Grundgebühr', '25.00'), row('MwSt', '2.03'), row('Brutto', '27.03')],
      [row('Netto', '25.00'), row('MwSt', '2.03'), row('Support', '27.03')],
    ])
      expect([rows, totals(rows)]).toEqual([rows, rows.map(([text]) => text === 'MwSt')]);
    expect(totals([row('Grundgebühr', '25.00'), row('MwSt', '4.05'), row('Total', '54.05')])).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('has words, not a reference, where those stand in the column of Ref IDs', () => {
    for (const fee of ['Grundgebühr', 'Base fee November 2026']) {
      expect(read(fee, '', '', '', '50,00', '')).toMatchObject({
        line: { refId: null, text: fee, isTotal: false, amountMinor: 5000 },
      });
    }
    expect(read('Zahlbar innert 30 Tagen auf unser Konto', '', '', '', '', '')).toEqual({
      ok: true,
      line: null,
    });
    const refId = '6ba7b810-9dad-41d1-80b4-00c04fd430c8';
    expect(read(`Order ${refId.toUpperCase()}`, '', '', '', '5,00', '')).toMatchObject({
      line: { refId, text: null },
    });
  });

  it('with fewer cells than headers misses only what it lacks', () => {
    expect(codes('abc1')).toEqual([['Betrag', 'empty']]);
  });
});

describe('a day in text', () => {
  it.each([
    ['2026-03-05', 'auto', '2026-03-05'],
    ['2026-03-05T23:30:00+01:00', 'auto', '2026-03-05'],
    ['2026-03-05 10:00', 'auto', '2026-03-05'],
    ['05.03.2026', 'auto', '2026-03-05'],
    ['5.3.26', 'auto', '2026-03-05'],
    ['05.03.2026 14:22', 'auto', '2026-03-05'],
    ['5. März 2026', 'auto', '2026-03-05'],
    ['1er mars 2026', 'auto', '2026-03-01'],
    ['5 août 2026', 'auto', '2026-08-05'],
    ['5 gennaio 2026', 'auto', '2026-01-05'],
    ['5 Mar 2026', 'auto', '2026-03-05'],
    ['20260305', 'auto', '2026-03-05'],
    ['46086', 'auto', '2026-03-05'],
    ['46086.5', 'auto', '2026-03-05'],
    ['13/03/2026', 'auto', '2026-03-13'],
    ['03/13/2026', 'auto', '2026-03-13'],
    ['05/05/2026', 'auto', '2026-05-05'],
    ['03/04/2026', 'dmy', '2026-04-03'],
    ['03/04/2026', 'mdy', '2026-03-04'],
    ['2026/03/04', 'ymd', '2026-03-04'],
  ] as const)('%s (%s) is %s', (text, format, day) => {
    expect(readLocalDay(text, format)).toEqual({ ok: true, day });
  });

  it.each([
    ['2026-03-31T23:30:00Z', '2026-04-01'],
    ['2026-03-31 23:30:00Z', '2026-04-01'],
    ['2026-03-31 23:30:00.000 UTC', '2026-04-01'],
    ['2026-03-31 23:30+00', '2026-04-01'],
    ['2026-03-31 23:30:00 +0000', '2026-04-01'],
    ['2026-04-01 00:30:00 +05:30', '2026-03-31'],
    ['2026-03-31 23:30:00', '2026-03-31'],
    ['2026-03-31 23:30:00+02:00', '2026-03-31'],
    ['2026-03-31 23:30:00-05:00', '2026-04-01'],
    ['2026-03-31 23:30 -0500', '2026-04-01'],
    ['2026-03-31T23:30-05:00', '2026-04-01'],
    ['2026-03-31 23:30-05:00', '2026-04-01'],
    ['2026-03-31 23:30-05', '2026-04-01'],
    // Until when, not where.
    ['2026-03-31 14:00-15:00', '2026-03-31'],
    ['2026-03-31 14:00-15', '2026-03-31'],
    ['2026-03-31 23:00-23:30', '2026-03-31'],
    ['2026-03-31 08:00-10:00', '2026-03-31'],
    ['2026-03-31T14:00-15:00', '2026-03-31'],
    ['2026-03-31T14:00-12:30', '2026-03-31'],
    ['2026-04-01T00:30+14:30', '2026-04-01'],
    ['2026-04-01T00:30+14:00', '2026-03-31'],
  ])('with a time and its zone is that of the billing zone: %s', (text, day) => {
    expect(readLocalDay(text, 'auto', calendar.dayOf)).toEqual({ ok: true, day });
  });

  it('is refused when it can be two or none', () => {
    expect(readLocalDay('03/04/2026')).toEqual({ ok: false, code: 'ambiguous' });
    for (const text of ['', 'gestern', '31.04.2026', '2026-13-01', '1.2', '4500', '99999']) {
      expect(readLocalDay(text)).toEqual({ ok: false, code: 'malformed' });
    }
  });
});
