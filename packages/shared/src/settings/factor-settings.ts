import * as z from 'zod';
import { ROLES } from '../access/roles.ts';
import { recordOf } from '../fields/field.ts';
import { described } from './setting.ts';

/** Who may do most comes first. */
const BY_POWER = [...ROLES].reverse();

/** By role: whether nothing may be done before the account has a second factor. */
export const factorSettings = z.strictObject(
  recordOf(BY_POWER, () => described(z.boolean(), { effect: 'at_once', looser: 'lower' })),
);
export type FactorSettings = z.infer<typeof factorSettings>;

/** What holds until somebody sets it. */
export const NO_FACTOR_ASKED: FactorSettings = recordOf(BY_POWER, () => false);
