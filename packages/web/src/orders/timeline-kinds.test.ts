import type { TimelineItem } from '@srs-desk/shared/api/timeline.ts';
import { expect, it } from 'vitest';
import { belongs, observedLater, timeUntold } from './timeline-kinds.ts';

const status = (observedAt: string): TimelineItem => ({
  id: '1',
  at: '2026-03-04T13:02:11.000Z',
  actor: 'sync',
  kind: 'status',
  status: 'terminated',
  wireStatus: 'TERMINATED',
  observedAt,
  transition: 'forward',
  seq: 1,
});
const note: TimelineItem = {
  id: '2',
  at: '2026-03-04T13:02:11.000Z',
  actor: 'user:a',
  kind: 'note',
  seq: 2,
  text: 'x',
};

it('sorts events under their filters', () => {
  expect(belongs(note, 'people')).toBe(true);
  expect(belongs(note, 'status')).toBe(false);
  expect(belongs(status('2026-03-04T13:02:11.000Z'), 'status')).toBe(true);
  expect(belongs(status('2026-03-04T13:02:11.000Z'), 'calls')).toBe(false);
  expect(belongs(note, 'all')).toBe(true);
});

it('tells happened from observed only when they differ', () => {
  expect(observedLater(status('2026-03-04T13:02:40.000Z'))).toBe('2026-03-04T13:02:40.000Z');
  expect(observedLater(status('2026-03-04T13:02:11.500Z'))).toBeNull();
  expect(observedLater(note)).toBeNull();
});

it('knows a status whose time SRS did not tell: it stands where it was seen', () => {
  expect(timeUntold(status('2026-03-04T13:02:11.000Z'))).toBe(true);
  expect(timeUntold(status('2026-03-04T13:02:11.500Z'))).toBe(false);
  expect(timeUntold(note)).toBe(false);
});
