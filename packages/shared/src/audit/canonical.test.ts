import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CanonicalError, canonicalJson, MAX_DEPTH } from './canonical.ts';
import { isReadableKey } from './readable-key.fixture.ts';

function refusal(value: unknown): string {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof CanonicalError) return `${error.reason} ${error.path}`;
    throw error;
  }
  return 'accepted';
}

const text = fc.string({ unit: 'grapheme' });
const key = text.filter(isReadableKey);
const value = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('node')),
    fc.dictionary(key, tie('node')),
  ),
})).node;

describe('canonicalJson', () => {
  it('sorts keys by UTF-16 code units (RFC 8785 §3.2.3)', () => {
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(keys)) as object)).toEqual([4, 2, 6, 7, 1, 5, 3]);
    expect(canonicalJson({ '10': 1, '9': 2 })).toBe('{"10":1,"9":2}');
  });

  it('escapes as ECMAScript does (RFC 8785 §3.2.2.2)', () => {
    expect(canonicalJson('\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/\u2028')).toBe(
      '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u2028"',
    );
    expect(canonicalJson({ 'a"b': '\u0000' })).toBe('{"a\\"b":"\\u0000"}');
  });

  it('writes -0 as 0', () => expect(canonicalJson([-0])).toBe('[0]'));

  it.each([
    [{ a: [1, 0.5] }, 'not_an_integer $.a[1]'],
    [2 ** 53, 'not_an_integer $'],
    [{ a: Number.NaN }, 'not_an_integer $.a'],
    [{ a: { b: undefined } }, 'unsupported_type $.a.b'],
    [10n, 'unsupported_type $'],
    [{ at: new Date(0) }, 'unsupported_type $.at'],
    [new Map(), 'unsupported_type $'],
    [{ a: '\ud800' }, 'lone_surrogate $.a'],
    [{ '\udc00': 1 }, 'lone_surrogate $'],
    [new Array(1), 'unsupported_type $[0]'],
  ])('refuses %#', (bad, reason) => expect(refusal(bad)).toBe(reason));

  it('refuses cycles and great depth instead of running out of stack', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(refusal(cycle)).toMatch(/^too_deep/);
    let deep: unknown = 1;
    for (let i = 0; i < MAX_DEPTH; i++) deep = [deep];
    expect(refusal(deep)).toBe('accepted');
    expect(refusal([deep])).toMatch(/^too_deep/);
  });

  it('is a fixed point, keeps the value, and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(value, (any) => {
        const once = canonicalJson(any);
        expect(canonicalJson(JSON.parse(once))).toBe(once);
        expect(JSON.parse(once)).toEqual(JSON.parse(JSON.stringify(any)));
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.integer()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
      }),
    );
  });
});
