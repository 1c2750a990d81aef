import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveStream, type NewsSource, readTouched, type Touched } from './live-stream.ts';

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
  let told: (readonly Touched[])[];
  let stream: LiveStream;
  const source = () => sources[sources.length - 1] as PlayedSource;

  beforeEach(() => {
    vi.useFakeTimers();
    sources = [];
    reconnects = 0;
    told = [];
    stream = new LiveStream(
      () => {
        const played = new PlayedSource();
        sources.push(played);
        return played;
      },
      () => {
        reconnects += 1;
      },
      (news) => told.push(news),
    );
    stream.start();
    source().opens();
  });

  afterEach(() => {
    stream.stop();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('tells a burst of news at once', () => {
    source().touch({ resource: 'orders', ids: ['b'] });
    source().touch({ resource: 'orders', ids: null }, { resource: 'calls', ids: [7] });
    expect(told).toEqual([]);
    vi.advanceTimersByTime(250);
    expect(told).toEqual([
      [
        { resource: 'orders', ids: ['b'] },
        { resource: 'orders', ids: null },
        { resource: 'calls', ids: [7] },
      ],
    ]);
  });

  it('hears from the greeting what changed before the line stood', () => {
    source().greets({ resource: 'orders', ids: ['a'] });
    vi.advanceTimersByTime(250);
    expect(told).toEqual([[{ resource: 'orders', ids: ['a'] }]]);
  });

  it('tells what the page itself changed without waiting, also while the line is down', () => {
    source().fails(false);
    stream.announce([{ resource: 'orders', ids: ['a'] }]);
    expect(told).toEqual([[{ resource: 'orders', ids: ['a'] }]]);
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

  it.each([
    [0, 4_000],
    [0.5, 5_000],
  ])(
    'opens a new line when the server has closed the old one for good, not all pages at once',
    (drawn, ms) => {
      vi.spyOn(Math, 'random').mockReturnValue(drawn);
      source().fails(true);
      expect(source().closed).toBe(true);
      vi.advanceTimersByTime(ms - 1);
      expect(sources).toHaveLength(1);
      vi.advanceTimersByTime(1);
      expect(sources).toHaveLength(2);
    },
  );
});

it('reads no news out of what is none', () => {
  expect(readTouched('{}')).toEqual([]);
  expect(readTouched('not json')).toEqual([]);
  expect(readTouched('[{"resource":1},{"resource":"orders","ids":["a"]}]')).toEqual([
    { resource: 'orders', ids: ['a'] },
  ]);
});
