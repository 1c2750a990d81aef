import * as z from 'zod';
import type { Role } from '../access/roles.ts';
import { described } from './setting.ts';

const asked = described(z.boolean(), { effect: 'at_once', looser: 'lower' });

/** By role: whether nothing may be done before the account has a second factor. */
export const factorSettings = z.strictObject({
  admin: asked,
  support: asked,
  finance: asked,
  auditor: asked,
} satisfies Record<Role, typeof asked>);
export type FactorSettings = z.infer<typeof factorSettings>;

/** What holds until somebody sets it. */
export const NO_FACTOR_ASKED: FactorSettings = {
  admin: false,
  support: false,
  finance: false,
  auditor: false,
};
