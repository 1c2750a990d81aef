import { expect, it } from 'vitest';
import { differencesOf, restOf, valueText } from './entry-differences.ts';

const entry = { action: 'note.update', target: null, detail: {}, changes: [] };

it('takes a setting recorded as JSON text apart, member by member', () => {
  const changes = [
    {
      field: 'value',
      before: '{"stuckHours":48,"limits":{"a":1,"b":2}}',
      after: '{"stuckHours":24,"limits":{"a":1,"b":3}}',
    },
  ];
  expect(differencesOf({ ...entry, action: 'settings.change', target: 'triage', changes })).toEqual([
    { field: 'triage.stuckHours', before: 48, after: 24 },
    { field: 'triage.limits.b', before: 2, after: 3 },
  ]);
});

it('reads a step from one status to another as a change of it', () => {
  const detail = { from: 'not_due', to: 'valid', evidenceId: 'RAS1' };
  expect(differencesOf({ ...entry, action: 'order.verify.changed', detail })).toEqual([
    { field: 'verifyStatus', before: 'not_due', after: 'valid' },
  ]);
  expect(restOf(detail)).toEqual([['evidenceId', 'RAS1']]);
});

it('names a role, and keeps plain changes as they are', () => {
  const changes = [{ field: 'value', before: 'support', after: 'admin' }];
  expect(differencesOf({ ...entry, action: 'user.role', changes })[0]?.field).toBe('role');
  const plain = [{ field: 'legalHold', before: false, after: true }];
  expect(differencesOf({ ...entry, changes: plain })).toEqual(plain);
});

it('leaves a text alone that only looks like JSON', () => {
  const changes = [{ field: 'note', before: '{not json', after: null }];
  expect(differencesOf({ ...entry, changes })).toEqual(changes);
});

it('writes values for people', () => {
  expect([null, '', 0, false, { a: 1 }].map(valueText)).toEqual(['–', '–', '0', 'false', '{"a":1}']);
});
