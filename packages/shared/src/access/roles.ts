/** The three roles of the desk, weakest claim to personal data first. */
export const ROLES = ['finance', 'support', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** True when `value` names a role of the desk. */
export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}
