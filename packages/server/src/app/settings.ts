import { CANCELLATION_SETTINGS } from '../features/cancellations/settings.ts';
import {
  METHODS_SETTING,
  POLLING_SETTING,
  TRIAGE_SETTING,
  VERIFY_TARGETS_SETTING,
} from '../features/orders/poll/settings.ts';
import { BEHIND_AFTER_MINUTES, COUNTRY_CODE, REVEAL_MINUTES } from '../features/orders/settings.ts';
import { LEGAL_TEXT, OWN_USE, PLAYBOOK_LINKS, SERVICE_PROVIDER_NAME } from '../features/support/settings.ts';
import type { RegisteredSetting } from '../platform/settings/settings.ts';

/** Every setting that can be changed through the API: one line each. */
export const SETTINGS: readonly RegisteredSetting[] = [
  { spec: REVEAL_MINUTES, summary: 'Minutes for which revealed personal data stays visible to who asked.' },
  { spec: COUNTRY_CODE, summary: 'Country calling code for numbers typed without one.' },
  { spec: BEHIND_AFTER_MINUTES, summary: 'Minutes of lag after which the sync counts as behind.' },
  { spec: POLLING_SETTING, summary: 'How often orders are read at SRS.' },
  {
    spec: METHODS_SETTING,
    summary: 'Waiting times and limits per method, where they differ from the data sheets.',
  },
  {
    spec: TRIAGE_SETTING,
    summary: 'From when on an order counts as stuck, overdue or in need of attention.',
  },
  {
    spec: VERIFY_TARGETS_SETTING,
    summary:
      'For which jurisdiction and LOA orders are verified that do not say themselves: by default, and per External ID.',
  },
  {
    spec: SERVICE_PROVIDER_NAME,
    summary: 'The Service Provider’s name in messages to end users.',
  },
  {
    spec: OWN_USE,
    summary:
      'Whether the Service Provider uses the identification data itself (for instance against money laundering): the notice in messages says so.',
  },
  {
    spec: LEGAL_TEXT,
    summary:
      'The Service Provider’s legal text in messages, in place of the notice of guide §7.1; {url}, {provider} and {serviceProvider} are filled in.',
  },
  {
    spec: PLAYBOOK_LINKS,
    summary: 'Addresses of the lists of supported countries and banks, shown in the playbook.',
  },
  {
    spec: CANCELLATION_SETTINGS,
    summary:
      'Cancellations: above how many orders a second admin must agree, for how long a call may be running on an order, how many orders of a job are under way at once, after how many failed tries an order counts as failed.',
  },
];
