import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveStream, type NewsSource, readTouched } from './live-stream.ts';

class PlayedSource implements NewsSource {
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readyState = 1;
  closed = false;
  #listeners = new Map<string, (event: MessageEvent<string>) => void>();
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, listener);
  }
  close(): void {
    this.closed = true;
  }
  touch(...rows: { resource: string; ids: (string | number)[] | null }[]): void {
    this.#listeners.get('touched')?.({ data: JSON.stringify(rows) } as MessageEvent<string>);
  }
  greets(...rows: { resource: string; ids: (string | number)[] | null }[]): void {
    this.#listeners.get('hello')?.({ data: JSON.stringify(rows) } as MessageEvent<string>);
  }
  opens(): void {
    this.onopen?.({} as Event);
  }
  fails(closed: boolean): void {
    this.readyState = closed ? 2 : 0;
    this.onerror?.({} as Event);
  }
}

describe('the live stream', () => {
  let sources: PlayedSource[];
  let reconnects: number;
  let stream: LiveStream;
  const source = () => sources[sources.length - 1] as PlayedSource;

  beforeEach(() => {
    vi.useFakeTimers();
    sources = [];
    reconnects = 0;
    stream = new LiveStream(
      () => {
        const played = new PlayedSource();
        sources.push(played);
        return played;
      },
      () => {
        reconnects += 1;
      },
    );
    stream.start();
    source().opens();
  });

  afterEach(() => {
    stream.stop();
    vi.useRealTimers();
  });

  it('turns a burst of news into one call, to those whom it concerns', () => {
    const orders = vi.fn();
    const one = vi.fn();
    const calls = vi.fn();
    stream.listen(['orders'], orders);
    stream.listen(['orders'], one, 'a');
    stream.listen(['calls'], calls);
    source().touch({ resource: 'orders', ids: ['b'] });
    source().touch({ resource: 'orders', ids: ['c', 'd'] });
    expect(orders).not.toHaveBeenCalled();
    vi.advanceTimersByTime(250);
    expect(orders).toHaveBeenCalledTimes(1);
    expect(one).not.toHaveBeenCalled();
    expect(calls).not.toHaveBeenCalled();
  });

  it('hears from the greeting what changed before the line stood', () => {
    const one = vi.fn();
    stream.listen(['orders'], one, 'a');
    source().greets({ resource: 'orders', ids: ['a'] });
    vi.advanceTimersByTime(250);
    expect(one).toHaveBeenCalledTimes(1);
  });

  it('tells what the page itself changed at once, also while the line is down', () => {
    const one = vi.fn();
    stream.listen(['orders'], one, 'a');
    source().fails(false);
    stream.announce([{ resource: 'orders', ids: ['a'] }]);
    expect(one).toHaveBeenCalledTimes(1);
  });

  it('takes news about too many rows to name as news about each', () => {
    const one = vi.fn();
    stream.listen(['orders'], one, 'a');
    source().touch({ resource: 'orders', ids: null });
    vi.advanceTimersByTime(250);
    expect(one).toHaveBeenCalledTimes(1);
  });

  it('reads everything again after a lost line, not after the first connection', () => {
    expect(reconnects).toBe(0);
    source().fails(false);
    expect(stream.state).toBe('down');
    source().opens();
    expect(stream.state).toBe('live');
    expect(reconnects).toBe(1);
    expect(sources).toHaveLength(1);
  });

  it('opens a new line when the server has closed the old one for good', () => {
    source().fails(true);
    expect(source().closed).toBe(true);
    vi.advanceTimersByTime(5_000);
    expect(sources).toHaveLength(2);
  });

  it('forgets a listener that left', () => {
    const call = vi.fn();
    const leave = stream.listen(['orders'], call);
    leave();
    source().touch({ resource: 'orders', ids: ['a'] });
    vi.advanceTimersByTime(250);
    expect(call).not.toHaveBeenCalled();
  });
});

it('reads no news out of what is none', () => {
  expect(readTouched('{}')).toEqual([]);
  expect(readTouched('not json')).toEqual([]);
  expect(readTouched('[{"resource":1},{"resource":"orders","ids":["a"]}]')).toEqual([
    { resource: 'orders', ids: ['a'] },
  ]);
});
