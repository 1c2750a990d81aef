import { beforeEach, describe, expect, it } from 'vitest';
import { keepForPage, MEANT_MS, takeKept } from './kept-keys.ts';

const key = (name: string, timeStamp: number, defaultPrevented = false) => ({
  key: name,
  timeStamp,
  defaultPrevented,
});
const all = (): boolean => true;

describe('keys pressed before their page listens', () => {
  beforeEach(() => void takeKept('/a', all, Number.MAX_SAFE_INTEGER));

  it('are given to the page at their address, in order and once', () => {
    keepForPage(key('n', 10), '/a');
    keepForPage(key('n', 20), '/a');
    keepForPage(key('m', 30), '/a');
    expect(takeKept('/b', all, 40)).toEqual([]);
    expect(takeKept('/a', (name) => name === 'n', 40)).toEqual(['n', 'n']);
    expect(takeKept('/a', all, 40)).toEqual(['m']);
    expect(takeKept('/a', all, 40)).toEqual([]);
  });

  it('are not given when somebody took them, nor after a while', () => {
    const event = { ...key('n', 10) };
    keepForPage(event, '/a');
    event.defaultPrevented = true;
    keepForPage(key('p', 10), '/a');
    expect(takeKept('/a', all, 10 + MEANT_MS + 1)).toEqual([]);
    keepForPage(key('p', 10), '/a');
    expect(takeKept('/a', all, 10 + MEANT_MS)).toEqual(['p']);
  });
});
