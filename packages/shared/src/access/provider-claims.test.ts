import { describe, expect, it } from 'vitest';
import { displayNameByClaim, roleByClaim, usernameByClaim } from './provider-claims.ts';

const MAPPING = [
  { value: 'desk-admins', role: 'admin' },
  { value: 'desk-support', role: 'support' },
] as const;

describe('the role by a claim', () => {
  it.each([
    [{ roles: ['desk-support'] }, 'roles', 'support'],
    [{ roles: 'desk-support' }, 'roles', 'support'],
    [{ roles: ['other', 'desk-support', 'desk-admins'] }, 'roles', 'admin'],
    [{ realm_access: { roles: ['desk-support'] } }, 'realm_access.roles', 'support'],
    [{ resource_access: { 'srs.desk': { roles: ['desk-admins'] } } }, 'resource_access.srs.desk.roles', null],
    [{ 'https://example.org/roles': ['desk-admins'] }, 'https://example.org/roles', 'admin'],
    [{ roles: ['DESK-ADMINS', 'desk-admins '] }, 'roles', null],
    [{ roles: { 'desk-admins': true } }, 'roles', null],
    [{ roles: ['admin'] }, 'roles', null],
    [{}, 'constructor.name', null],
    [{}, 'roles', null],
  ])('%o by %s is %s', (claims, name, role) => {
    expect(roleByClaim(claims, name, MAPPING)).toBe(role);
  });
});

describe('the user name by a claim', () => {
  it.each([
    [{ preferred_username: 'anna.muster@example.org' }, 'anna.muster@example.org'],
    [{ preferred_username: ' Zoë Müller ' }, 'Zoë-Müller'],
    [{ preferred_username: 'EXAMPLE\\anna' }, 'EXAMPLE-anna'],
    [{ preferred_username: '///' }, 'sub-1'],
    [{ preferred_username: 7 }, 'sub-1'],
    [{ preferred_username: '\ud800x' }, 'x'],
    [{ preferred_username: 'x'.repeat(300) }, 'x'.repeat(60)],
    [{}, 'sub-1'],
  ])('of %o is %s', (claims, name) => {
    expect(usernameByClaim(claims, 'preferred_username', 'sub|1')).toBe(name);
  });
});

describe('the name shown', () => {
  it.each([
    [{ name: ' Anna Muster ' }, 'Anna Muster'],
    [{ name: 'Anna\u0000Muster' }, 'Anna Muster'],
    [{ name: '' }, 'anna'],
    [{ name: ['Anna'] }, 'anna'],
  ])('of %o is %s', (claims, name) => {
    expect(displayNameByClaim(claims, 'anna')).toBe(name);
  });
});
