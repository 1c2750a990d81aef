import { PERMISSIONS, permissionsOf } from '@srs-desk/shared/access/permissions.ts';
import { expect, it } from 'vitest';
import { accessTo, mayDo } from './access.ts';

const support = permissionsOf('support');
const finance = permissionsOf('finance');
const admin = permissionsOf('admin');

it('reads react-admin’s words for a resource', () => {
  expect(mayDo(support, 'orders', 'list')).toBe(true);
  expect(mayDo(support, 'orders', 'create')).toBe(true);
  expect(mayDo(finance, 'orders', 'create')).toBe(false);
  expect(mayDo(finance, 'prices', 'show')).toBe(true);
  expect(mayDo(finance, 'prices', 'edit')).toBe(false);
  expect(mayDo(finance, 'aliases', 'delete')).toBe(true);
  expect(mayDo(support, 'users', 'list')).toBe(false);
  expect(mayDo(admin, 'users', 'edit')).toBe(true);
});

it('lets every login see its own sessions', () => {
  expect(mayDo([], 'sessions', 'list')).toBe(true);
});

it('counts what belongs to a record as its resource', () => {
  expect(mayDo(finance, 'invoices/1/lines', 'list')).toBe(true);
  expect(mayDo(support, 'invoices/1/lines', 'list')).toBe(false);
});

it('lets nobody do what it does not know', () => {
  expect(mayDo(admin, 'orders', 'frobnicate')).toBe(false);
  expect(mayDo(admin, 'unicorns', 'list')).toBe(false);
  expect(mayDo(admin, 'audit', 'delete')).toBe(false);
});

it.each(PERMISSIONS)('asks for %s so that it is that permission alone', (permission) => {
  const { resource, action } = accessTo(permission);
  expect(mayDo([permission], resource, action)).toBe(true);
  const others = PERMISSIONS.filter((other) => other !== permission);
  expect(mayDo(others, resource, action)).toBe(false);
});
