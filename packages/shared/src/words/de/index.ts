import type { Words } from '../words.ts';
import { ACCESS_WORDS } from './access.ts';
import { AUDIT_WORDS } from './audit.ts';
import { BILLING_WORDS } from './billing.ts';
import { CANCELLATION_WORDS } from './cancellations.ts';
import { FIELD_WORDS } from './fields.ts';
import { HEALTH_WORDS } from './health.ts';
import { ORDER_WORDS } from './orders.ts';
import { SETTING_WORDS } from './settings.ts';

/** The names of closed sets in Swiss Standard German. */
export const WORDS_DE: Words = {
  ...FIELD_WORDS,
  ...ORDER_WORDS,
  ...ACCESS_WORDS,
  ...AUDIT_WORDS,
  ...BILLING_WORDS,
  ...CANCELLATION_WORDS,
  ...HEALTH_WORDS,
  ...SETTING_WORDS,
};
