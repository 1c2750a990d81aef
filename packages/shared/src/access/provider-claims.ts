import type { Role } from './roles.ts';

/** What an identity provider says of a person. */
type Claims = Readonly<Record<string, unknown>>;

/** A value of the role claim, and the role that it stands for. */
export interface RoleOfValue {
  value: string;
  role: Role;
}

function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The claim of this name; where there is none, each dot leads one object deeper, as in `realm_access.roles`. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  const at = name.indexOf('.');
  const inner = at > 0 ? claims[name.slice(0, at)] : undefined;
  return isClaims(inner) ? claimOf(inner, name.slice(at + 1)) : undefined;
}

/** The role of a person: that of the first value in the mapping that the claim holds; null when it holds none. */
export function roleByClaim(claims: Claims, name: string, mapping: readonly RoleOfValue[]): Role | null {
  const claim = claimOf(claims, name);
  const held: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return mapping.find(({ value }) => held.includes(value))?.role ?? null;
}

const LONGEST_NAME = 60;

/** A user name out of a claim, by the rules for user names; where it holds nothing of use, the fallback. */
export function usernameByClaim(claims: Claims, name: string, fallback: string): string {
  const claim = claimOf(claims, name);
  const clean = (text: string) => text.normalize('NFC').replace(/[^\p{L}\p{N}._@-]+/gu, '-');
  const given = typeof claim === 'string' ? clean(claim.trim()).replace(/^-+|-+$/g, '') : '';
  return [...(given === '' ? clean(fallback) : given)].slice(0, LONGEST_NAME).join('');
}

/** What pages call a person: the claim `name`, or the user name. */
export function displayNameByClaim(claims: Claims, username: string): string {
  const { name } = claims;
  const given = typeof name === 'string' ? name.replace(/\p{C}+/gu, ' ').trim() : '';
  return given === '' ? username : [...given].slice(0, 100).join('');
}
