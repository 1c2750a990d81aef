import type { SupportRules } from '@srs-desk/shared/api/support-rules.ts';
import {
  LEGAL_TEXT,
  METHODS_SETTING,
  OWN_USE,
  SERVICE_PROVIDER_NAME,
  TRIAGE_SETTING,
} from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../../platform/desk.ts';

/** What whose-turn readings, tickets and messages go by, as it is set here. */
export function readSupportRules(desk: Desk): SupportRules {
  const { settings } = desk;
  const name = settings.get(SERVICE_PROVIDER_NAME);
  return {
    triage: settings.get(TRIAGE_SETTING),
    methods: settings.get(METHODS_SETTING),
    serviceProvider: name === '' ? null : name,
    ownUse: settings.get(OWN_USE),
    legalText: settings.get(LEGAL_TEXT),
  };
}
