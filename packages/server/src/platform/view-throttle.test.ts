import { describe, expect, it, vi } from 'vitest';
import { ViewThrottle } from './view-throttle.ts';

const MINUTE = 60_000;

describe('what somebody saw', () => {
  it('is written once in a quarter of an hour, by viewer and thing', async () => {
    const views = new ViewThrottle();
    const write = vi.fn(async () => undefined);
    await views.once('ada', 'the log', 0, write);
    await views.once('ada', 'the log', 14 * MINUTE, write);
    expect(write).toHaveBeenCalledTimes(1);
    await views.once('ada', 'an order', 14 * MINUTE, write);
    await views.once('bob', 'the log', 14 * MINUTE, write);
    await views.once('ada', 'the log', 15 * MINUTE, write);
    expect(write).toHaveBeenCalledTimes(4);
  });

  it('is refused while it cannot be written, and written when it can', async () => {
    const views = new ViewThrottle();
    const refused = async () => {
      throw new Error('the log cannot be written');
    };
    await expect(views.once('ada', 'the log', 0, refused)).rejects.toThrow('cannot be written');
    const write = vi.fn(async () => undefined);
    await views.once('ada', 'the log', 1, write);
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('is written once for two who ask at once, and both wait for it', async () => {
    const views = new ViewThrottle();
    const written: string[] = [];
    const write = async () => {
      await new Promise(setImmediate);
      written.push('entry');
    };
    const both = [views.once('ada', 'the log', 0, write), views.once('ada', 'the log', 1, write)];
    await both[1];
    expect(written).toEqual(['entry']);
    await both[0];
    expect(written).toEqual(['entry']);
  });
});
