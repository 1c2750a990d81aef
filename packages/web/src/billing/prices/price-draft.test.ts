import { describe, expect, it } from 'vitest';
import { draftOf, readDraft, refusedField, validityRefusal } from './price-draft.ts';
import { validText } from './price-texts.ts';

const draft = { ...draftOf(null, '2026-11-25'), tiers: [{ upTo: '', unitMinor: '2.50' }] };

describe('how long a price holds', () => {
  const text = (validTo: string | null) =>
    validText({ validFrom: '2026-07-15', validTo }, 'en', (key) => key);

  it('names the last day on which it does, which is not the day of its end', () => {
    expect(text('2026-08-01')).toBe('15 Jul 2026 – 31 Jul 2026');
    expect(text(null)).toBe('15 Jul 2026 – desk.prices.open');
  });
});

describe('the price form', () => {
  it('begins on the first of this month, open-ended, for everyone', () => {
    expect(readDraft(draft)).toEqual({
      ok: true,
      value: {
        list: 'customer',
        externalId: null,
        group: null,
        issuer: null,
        method: null,
        validFrom: '2026-11-01',
        validTo: null,
        currency: 'CHF',
        tiers: [{ upTo: null, unitMinor: 250 }],
        minimumMinor: 0,
        baseMinor: 0,
      },
    });
  });

  it('reads decimal commas, and says at its field what is no amount or no count', () => {
    const tiers = [
      { upTo: '100', unitMinor: '2,50' },
      { upTo: '', unitMinor: '2' },
    ];
    const read = readDraft({ ...draft, tiers, minimumMinor: "1'000.00" });
    expect(read).toMatchObject({
      ok: true,
      value: { tiers: [{ upTo: 100, unitMinor: 250 }, { unitMinor: 200 }], minimumMinor: 100_000 },
    });
    expect(
      readDraft({ ...draft, tiers: [{ upTo: 'x', unitMinor: '' }, ...tiers], minimumMinor: '-1' }),
    ).toEqual({
      ok: false,
      errors: {
        'tiers.0.upTo': 'desk.prices.notCount',
        'tiers.0.unitMinor': 'desk.prices.notAmount',
        minimumMinor: 'desk.prices.notAmount',
      },
    });
  });

  it('comes back the same from a stored price', () => {
    const read = readDraft({ ...draft, method: 'KLARNA|Bank', whose: 'externalId', name: ' A ' });
    if (!read.ok) throw new Error('refused');
    const stored = { ...read.value, id: 1, changedAt: '2026-11-25T00:00:00.000Z', changedBy: 'admin' };
    expect(readDraft(draftOf(stored, '2026-11-25'))).toEqual(read);
    expect(read.value).toMatchObject({ externalId: ' A ', issuer: 'KLARNA', method: 'Bank' });
  });

  it('tells overlaps and gaps apart, and tiers from validities', () => {
    const first = { validFrom: '2026-01-01', validTo: null };
    expect(validityRefusal([first, { validFrom: '2026-11-01', validTo: null }])).toMatchObject({
      kind: 'overlap',
      from: '2026-11-01',
    });
    expect(
      validityRefusal([
        { ...first, validTo: '2026-10-01' },
        { validFrom: '2026-11-01', validTo: null },
      ]),
    ).toEqual({ kind: 'gap', from: '2026-10-01', to: '2026-11-01' });
    const read = readDraft(draft);
    if (!read.ok) throw new Error('refused');
    expect(refusedField(read.value)).toBe('validFrom');
    expect(refusedField({ ...read.value, validFrom: '2026-11-15', minimumMinor: 5 })).toBe('tiers');
  });
});
