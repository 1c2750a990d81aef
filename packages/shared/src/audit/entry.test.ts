import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZERO_HASH_HEX } from './chain.ts';
import {
  type EntryFields,
  EntryFormatError,
  entryBytes,
  entryText,
  parseEntry,
  parseEntryByRule,
} from './entry.ts';

const entry: EntryFields = {
  v: 1,
  seq: 1,
  at: '2026-11-24T04:00:00.000Z',
  uuid: '6f1d7a52-3c5a-4e0e-9a51-0d5f5f9d2b11',
  kind: 'act',
  action: 'order.cancel',
  actor: 'user:admin',
  refId: 'a',
  orderId: undefined,
  detail: { reason: 'duplicate', before: null, count: 2 },
  prevHash: ZERO_HASH_HEX,
};

function refusal(bytes: Uint8Array | string): string {
  try {
    parseEntry(bytes);
  } catch (error) {
    if (error instanceof EntryFormatError) return `${error.reason}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('entry v1', () => {
  it('leaves absent fields out and reads back what it wrote', () => {
    const text = entryText(entry);
    expect(text).not.toContain('orderId');
    const { orderId: _, ...present } = entry;
    expect(parseEntry(entryBytes(entry))).toEqual(present);
    expect(entryText(parseEntry(text))).toBe(text);
  });

  it('refuses bytes that are not the canonical ones', () => {
    const text = entryText(entry);
    expect(refusal(` ${text}`)).toMatch(/^not_canonical/);
    expect(refusal(text.replace('{"action"', '{"v":1,"action"'))).toMatch(/^not_canonical/);
    expect(refusal(text.replace('"act"', '"\\u0061ct"'))).toMatch(/^not_canonical/);
    expect(refusal(text.replace('"count":2', '"count":2.0'))).toMatch(/^not_canonical/);
    expect(refusal(text.replace('"count":2', '"count":2.5'))).toMatch(/^not_canonical/);
    expect(refusal(text.slice(1))).toMatch(/^not_json/);
    expect(refusal(Uint8Array.of(0x22, 0xff, 0x22))).toMatch(/^not_utf8/);
  });

  it.each([
    ['an unknown field', { extra: 1 }, /extra|[Uu]nrecognized/],
    ['a missing hash', { prevHash: undefined }, /prevHash/],
    ['seq 0', { seq: 0 }, /seq/],
    ['another version', { v: 2 }, /v:/],
    ['a time without milliseconds', { at: '2026-11-24T04:00:00Z' }, /at:/],
    ['an upper-case uuid', { uuid: '6F1D7A52-3C5A-4E0E-9A51-0D5F5F9D2B11' }, /uuid/],
    ['an unknown kind', { kind: 'gossip' }, /kind/],
    ['a detail that is no object', { detail: [] }, /detail/],
    ['a null field', { refId: null }, /refId/],
    ['a sealed field too short to hold iv and tag', { sealed: 'AAAA' }, /sealed/],
  ])('refuses %s', (_, change, where) => {
    const { orderId: __, ...present } = entry;
    const keys = Object.entries({ ...present, ...change }).filter(([, value]) => value !== undefined);
    const sorted = Object.fromEntries(keys.sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(refusal(JSON.stringify(sorted))).toMatch(where);
  });

  it('accepts an action that a later version may know', () => {
    expect(refusal(entryText({ ...entry, action: 'moon.landing' }))).toBe('accepted');
  });

  it('reads by its quick way exactly what the rule reads, whatever is changed in the text', () => {
    const outcome = (read: (text: string) => unknown, text: string): string => {
      try {
        const fields = Object.entries(read(text) as object).sort(([a], [b]) => (a < b ? -1 : 1));
        return JSON.stringify(Object.fromEntries(fields));
      } catch (error) {
        if (error instanceof EntryFormatError) return `${error.reason}: ${error.message}`;
        throw error;
      }
    };
    const details = [
      { a: [1, { c: 2, d: null }], b: true, z: 'x\u2028\n\u0001' },
      { 10: 'integer-like', 9: 'keys' },
      { A: 1, a: 2, ä: 3, '\ud83d\udc31': 4 },
      { literal: '\\ud800' },
    ];
    const texts = details.map((detail) =>
      entryText({ ...entry, detail, sealed: 'A'.repeat(40), callId: '7' }),
    );
    for (const text of texts) expect(outcome(parseEntry, text)).toBe(outcome(parseEntryByRule, text));
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(3),
        fc.constantFrom(
          '',
          '0',
          '-',
          '.5',
          'e3',
          '"',
          '\\',
          '\\ud800',
          ',',
          '{',
          '}',
          'a',
          ' ',
          '\u0000',
          '\ud800',
          'é',
          ':',
        ),
        (text, at, cut, put) => {
          const place = at % text.length;
          const changed = text.slice(0, place) + put + text.slice(place + cut);
          expect(outcome(parseEntry, changed)).toBe(outcome(parseEntryByRule, changed));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
