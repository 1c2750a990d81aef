import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasProblem, aliasResolver, lookAlikes, skeleton, unsettled } from './external-id.ts';

const uses = (...ids: (readonly [string, number])[]) =>
  ids.map(([externalId, orders]) => ({ externalId, orders }));

describe('look-alikes', () => {
  it.each([
    ['ACME-042', 'acme-042', 'case'],
    ['ACME-042', ' ACME-042', 'spaces'],
    ['ACME-042', 'ACME -042\u00a0', 'spaces'],
    ['ACME-042', 'ACME\u200b-042', 'spaces'],
    ['ACME-042', 'AСME-042', 'look_alike'],
    ['ACME-042', 'ACME–042', 'look_alike'],
    ['ACME-042', 'ACME-O42', 'look_alike'],
    ['Muster AG', 'Μuster AG', 'look_alike'],
    ['Bill1', 'BiIIl', 'look_alike'],
    ['ＡＣＭＥ', 'ACME', 'spaces'],
  ] as const)('%s and %s differ in %s', (a, b, reason) => {
    const [group, ...more] = lookAlikes(uses([a, 3], [b, 1]));
    expect(more).toEqual([]);
    expect(group?.canonical).toBe(a);
    expect(group?.reasons).toContain(reason);
  });

  it('tells different customers apart', () => {
    expect(
      lookAlikes(uses(['ACME-041', 1], ['ACME-042', 1], ['ACME', 1], ['Müller', 1], ['Muller', 1])),
    ).toEqual([]);
  });

  it('proposes the most used spelling, then the plain one', () => {
    expect(lookAlikes(uses(['acme', 2], ['ACME', 9]))[0]?.canonical).toBe('ACME');
    expect(lookAlikes(uses(['АCME', 2], ['ACME', 2]))[0]?.canonical).toBe('ACME');
    expect(lookAlikes(uses([' acme', 2], ['acme', 2]))[0]?.canonical).toBe('acme');
  });

  it('groups the same whatever the order, each spelling in at most one group', () => {
    const spelling = fc.stringMatching(/^[aA0oОо1lI \-–]{1,4}$/);
    fc.assert(
      fc.property(fc.uniqueArray(spelling, { maxLength: 30 }), (ids) => {
        const list = ids.map((externalId, at) => ({ externalId, orders: at % 3 }));
        const there = lookAlikes(list);
        expect(lookAlikes([...list].reverse())).toEqual(there);
        const all = there.flatMap((group) => group.spellings.map((each) => each.externalId));
        expect(new Set(all).size).toBe(all.length);
        for (const group of there) {
          expect(new Set(group.spellings.map((each) => skeleton(each.externalId))).size).toBe(1);
          expect(group.reasons.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('aliases', () => {
  const aliases = [
    { raw: 'acme', canonical: 'ACME' },
    { raw: null, canonical: 'INTERNAL' },
  ];

  it('resolve one step and leave the rest', () => {
    const resolve = aliasResolver(aliases);
    expect([resolve('acme'), resolve('ACME'), resolve('x'), resolve(null)]).toEqual([
      'ACME',
      'ACME',
      'x',
      'INTERNAL',
    ]);
    expect(aliasResolver([])(null)).toBeNull();
  });

  it('form no chain and no circle', () => {
    expect(aliasProblem(aliases, { raw: 'x', canonical: 'acme' })).toContain('ACME');
    expect(aliasProblem(aliases, { raw: 'ACME', canonical: 'y' })).toContain('acme');
    expect(aliasProblem(aliases, { raw: 'x', canonical: 'x' })).not.toBeNull();
    expect(aliasProblem(aliases, { raw: 'x', canonical: '  ' })).not.toBeNull();
    expect(aliasProblem(aliases, { raw: 'Acme', canonical: 'ACME' })).toBeNull();
    expect(aliasProblem(aliases, { raw: 'acme', canonical: 'ACME AG' })).toBeNull();
  });

  it('settle a group once all its spellings lead to one', () => {
    const groups = lookAlikes(uses(['ACME', 3], ['acme', 1]));
    expect(unsettled(groups, aliasResolver([]))).toHaveLength(1);
    expect(unsettled(groups, aliasResolver(aliases))).toEqual([]);
  });
});
