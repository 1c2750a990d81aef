/** The roles of the desk, weakest claim to personal data first. `auditor` reads and proves, and changes nothing. */
export const ROLES = ['auditor', 'finance', 'support', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** True when `value` names a role of the desk. */
export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}
