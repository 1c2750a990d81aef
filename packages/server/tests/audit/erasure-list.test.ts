import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ErasureList, ErasureListBroken } from '../../src/features/audit/erasure-list.ts';

describe('the erasure list', () => {
  let folder: string;
  let list: ErasureList;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'srs-desk-list-'));
    list = new ErasureList(join(folder, 'keys', 'erasures.jsonl'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const erasure = (n: number) => ({
    at: '2026-01-01T00:00:00.000Z',
    refIds: [`r-${n}`],
    subjects: [`s-${n}`],
    reason: 'asked to',
  });

  it('gives what was added, in its order, and nothing where there is no list', () => {
    expect(list.all()).toEqual([]);
    list.add(erasure(1));
    list.add(erasure(2));
    expect(list.all()).toEqual([erasure(1), erasure(2)]);
  });

  it('forgets a line that a crash cut off, also when more follow', () => {
    list.add(erasure(1));
    appendFileSync(list.path, '{"at":"2026-01-01T00:');
    expect(list.all()).toEqual([erasure(1)]);
    list.add(erasure(2));
    expect(list.all()).toEqual([erasure(1), erasure(2)]);
    writeFileSync(list.path, '{"cut');
    list.add(erasure(3));
    expect(list.all()).toEqual([erasure(3)]);
  });

  it('takes one line off, the newest of equal ones, and no other', () => {
    for (const n of [1, 2, 1, 3]) list.add(erasure(n));
    list.takeOff(erasure(1));
    expect(list.all()).toEqual([erasure(1), erasure(2), erasure(3)]);
    list.takeOff(erasure(4));
    appendFileSync(list.path, '{"at":"2026-01-01T00:');
    list.takeOff(erasure(3));
    list.add(erasure(5));
    expect(list.all()).toEqual([erasure(1), erasure(2), erasure(5)]);
  });

  it('takes the last line off where there is no room for another file', () => {
    for (const n of [1, 2]) list.add(erasure(n));
    mkdirSync(`${list.path}.draft`);
    list.takeOff(erasure(2));
    expect(list.all()).toEqual([erasure(1)]);
  });

  it('is not read past a line that is no erasure', () => {
    list.add(erasure(1));
    appendFileSync(list.path, '{"refIds":[]}\n');
    expect(() => list.all()).toThrow(ErasureListBroken);
  });
});
