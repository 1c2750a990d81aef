import { isAuditAction } from '@srs-desk/shared/audit/actions.ts';
import { expect, it } from 'vitest';
import {
  actorText,
  isoOf,
  localOf,
  logExportUrl,
  logLink,
  mayStandInAddress,
  PRESETS,
  presetOf,
  readsLikePerson,
  valuesOf,
  withField,
} from './log-filters.ts';

it('knows a preset by its actions, in any order, and nothing less', () => {
  expect(presetOf({ action: [...PRESETS.denials].reverse(), actor: 'user:ada' })).toBe('denials');
  expect(presetOf({ action: ['session.denied'] })).toBeNull();
  expect(presetOf({})).toBeNull();
});

it('asks for actions that exist', () => {
  expect(
    Object.values(PRESETS)
      .flat()
      .filter((action) => !isAuditAction(action)),
  ).toEqual([]);
});

it.each([
  ['exports', ['cancellation.export', 'billing.customer.export', 'billing.accounting.export', 'audit.pack']],
  ['reveals', ['personal_data.disclose', 'search.person']],
  ['erasures', ['audit.prune', 'retention.run', 'order.erase']],
  ['accounts', ['user.reset_link', 'user.second_factor', 'settings.propose']],
  ['approvals', ['approval.alone', 'settings.propose', 'retention.approve', 'audit.prune_approve']],
  ['logins', ['session.login', 'session.reauthenticate']],
] as const)('leaves out nothing of %s', (preset, actions) => {
  expect(PRESETS[preset]).toEqual(expect.arrayContaining([...actions]));
});

it('sets and takes away fields', () => {
  expect(withField({ kind: 'call' }, 'actor', 'user:ada')).toEqual({ kind: 'call', actor: 'user:ada' });
  expect(withField({ kind: 'call', action: ['x'] }, 'action', [])).toEqual({ kind: 'call' });
  expect(valuesOf('a')).toEqual(['a']);
  expect(valuesOf(undefined)).toEqual([]);
});

it('reads local times back as they were typed, to the minute', () => {
  const start = isoOf('2026-11-25T08:30', false);
  expect(localOf(start)).toBe('2026-11-25T08:30');
  expect(localOf(isoOf('2026-11-25T08:30', true))).toBe('2026-11-25T08:30');
  expect(isoOf('2026-11-25T08:30', true)?.endsWith(':59.999Z')).toBe(true);
  expect(isoOf('', true)).toBeUndefined();
  expect(localOf('yesterday')).toBe('');
});

it('exports the filter that it links to', () => {
  const filter = { refId: ['a b'], q: 'x' };
  const of = (url: string) => new URL(url, 'http://desk.invalid').searchParams;
  expect(JSON.parse(of(logLink(filter)).get('filter') ?? '')).toEqual(filter);
  const exported = of(logExportUrl(filter, 'csv'));
  expect(JSON.parse(exported.get('filter') ?? '')).toEqual(filter);
  expect(exported.get('format')).toBe('csv');
});

it('names people plainly', () => {
  expect(['user:ada', 'sync', 'key:billing'].map(actorText)).toEqual(['ada', 'sync', 'key:billing']);
});

it('refuses what reads like a person, not common words', () => {
  expect(['Anna Muster', 'anna@example.com', '+41 79 123 45 67', '12.04.1980'].map(readsLikePerson)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['wrong password', 'Court case 12', 'ACME-042', 'Muster'].map(readsLikePerson)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

it('lets only ids and the words of the log itself into the address', () => {
  const open = [
    'settings.change',
    'cancel',
    'order erase',
    '5000',
    '3f2a9c41',
    'RAS0123456789',
    'Call Intent',
  ];
  expect(open.filter((words) => !mayStandInAddress(words))).toEqual([]);
  const kept = [
    'anna',
    'anna muster',
    'Muster',
    'muster cancel',
    '0791234567',
    '791234567',
    '79 123 45 67',
    'a@b.ch',
  ];
  expect(kept.filter(mayStandInAddress)).toEqual([]);
});
