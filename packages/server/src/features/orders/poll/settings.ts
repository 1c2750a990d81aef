import {
  DEFAULT_METHOD_SETTINGS,
  type MethodSettings,
  methodSettingsSchema,
} from '@srs-desk/shared/method/settings.ts';
import {
  NO_VERIFY_TARGETS,
  type VerifyTargets,
  verifyTargetsSchema,
} from '@srs-desk/shared/order/verify-target.ts';
import { DEFAULT_POLLING, type PollingSettings, pollingSettings } from '@srs-desk/shared/polling/settings.ts';
import {
  DEFAULT_TRIAGE,
  type TriageSettings,
  triageSettingsSchema,
} from '@srs-desk/shared/process/triage-settings.ts';
import { Setting } from '../../../platform/settings/settings.ts';

/** How the sync spends its calls. */
export const POLLING_SETTING = new Setting<PollingSettings>({
  name: 'polling',
  schema: pollingSettings,
  fallback: DEFAULT_POLLING,
});

/** Waiting times and limits per method, where they differ from the data sheets. */
export const METHODS_SETTING = new Setting<MethodSettings>({
  name: 'methods',
  schema: methodSettingsSchema,
  fallback: DEFAULT_METHOD_SETTINGS,
});

/** For which jurisdiction and level orders are verified that do not say themselves. */
export const VERIFY_TARGETS_SETTING = new Setting<VerifyTargets>({
  name: 'verify.targets',
  schema: verifyTargetsSchema,
  fallback: NO_VERIFY_TARGETS,
});

/** Limits of triage that no section of the guide fixes. */
export const TRIAGE_SETTING = new Setting<TriageSettings>({
  name: 'triage',
  schema: triageSettingsSchema,
  fallback: DEFAULT_TRIAGE,
});
