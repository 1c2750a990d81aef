import * as z from 'zod';
import { type IssuerSettings, issuerSettings, NO_ISSUER } from '../billing/issuer-settings.ts';
import {
  type CancellationSettings,
  cancellationSettings,
  DEFAULT_CANCELLATION_SETTINGS,
} from '../cancellation/settings.ts';
import { DEFAULT_METHOD_SETTINGS, type MethodSettings, methodSettingsSchema } from '../method/settings.ts';
import type { MethodTimings } from '../method/sheet.ts';
import {
  DEFAULT_NOTIFICATIONS,
  type NotificationSettings,
  notificationSettings,
} from '../notifications/settings.ts';
import { NO_VERIFY_TARGETS, type VerifyTargets, verifyTargetsSchema } from '../order/verify-target.ts';
import { type PlaybookLinks, playbookLinks } from '../playbook/links.ts';
import { DEFAULT_POLLING, type PollingSettings, pollingSettings } from '../polling/settings.ts';
import { placesIn } from '../process/fill-in.ts';
import { DEFAULT_TRIAGE, type TriageSettings, triageSettingsSchema } from '../process/triage-settings.ts';
import { type FactorSettings, factorSettings, NO_FACTOR_ASKED } from './factor-settings.ts';
import { DEFAULT_GATEWAY, type GatewaySettings, gatewaySettings } from './gateway-settings.ts';
import { described, Setting } from './setting.ts';

/**
 * Everything that an admin may set. What a value is stands in its schema: type, bounds, default, and by `described` its unit,
 * from when on it holds, and whether it is a control. Its name and the sentence on what it does stand in the words, by the
 * same key. The page, the check of what is sent, and docs/settings.md are read from here.
 */

/** How long a reveal of personal data lasts. */
export const REVEAL_MINUTES = new Setting(
  'access.reveal_minutes',
  described(z.int().min(1).max(480), { unit: 'minutes', effect: 'next_reveal', looser: 'higher' }),
  15,
);

/** How often one person, or key, may be shown personal data within an hour; null is without limit. */
export const REVEALS_PER_HOUR = new Setting(
  'access.reveals_per_hour',
  described(z.int().min(1).max(10_000).nullable(), {
    unit: 'times',
    effect: 'next_reveal',
    looser: 'higher',
  }),
  60,
);

/** Whose login asks for a second factor. */
export const FACTOR_SETTING = new Setting<FactorSettings, 'access.second_factor'>(
  'access.second_factor',
  factorSettings,
  NO_FACTOR_ASKED,
);

/** From which size on a second admin must agree, how long a call may be running, how many orders are under way at once. */
export const CANCELLATION_SETTINGS = new Setting<CancellationSettings, 'cancellations'>(
  'cancellations',
  cancellationSettings,
  DEFAULT_CANCELLATION_SETTINGS,
);

/** How the sync spends its calls. */
export const POLLING_SETTING = new Setting<PollingSettings, 'polling'>(
  'polling',
  pollingSettings,
  DEFAULT_POLLING,
);

/** From which lag on the pages say that the sync is behind. */
export const BEHIND_AFTER_MINUTES = new Setting(
  'sync.behind_after_minutes',
  described(z.int().min(1).max(1440), { unit: 'minutes', effect: 'at_once' }),
  5,
);

/** How much may come through the gateway. */
export const GATEWAY_SETTING = new Setting<GatewaySettings, 'gateway'>(
  'gateway',
  gatewaySettings,
  DEFAULT_GATEWAY,
);

/** Waiting times and limits per method, where they differ from the data sheets. */
export const METHODS_SETTING = new Setting<MethodSettings, 'methods'>(
  'methods',
  methodSettingsSchema,
  DEFAULT_METHOD_SETTINGS,
);

/** For which jurisdiction and level orders are verified that do not say themselves. */
export const VERIFY_TARGETS_SETTING = new Setting<VerifyTargets, 'verify.targets'>(
  'verify.targets',
  verifyTargetsSchema,
  NO_VERIFY_TARGETS,
);

/** Limits of triage that no section of the guide fixes. */
export const TRIAGE_SETTING = new Setting<TriageSettings, 'triage'>(
  'triage',
  triageSettingsSchema,
  DEFAULT_TRIAGE,
);

/** The Service Provider's name as end users know it; empty until somebody sets it. */
export const SERVICE_PROVIDER_NAME = new Setting(
  'messages.service_provider',
  described(z.string().trim().max(120), { effect: 'next_message' }),
  '',
);

/** Whether the Service Provider uses the identification data itself, for instance against money laundering (guide §7.1). */
export const OWN_USE = new Setting<boolean, 'messages.own_use'>(
  'messages.own_use',
  described(z.boolean(), { effect: 'next_message' }),
  false,
);

/** What may be filled into a legal text. */
const LEGAL_TEXT_PLACES = ['url', 'provider', 'serviceProvider'] as const;

const legalText = described(
  z
    .string()
    .trim()
    .min(20, 'must say where the link leads, on whose behalf, and what the data is used for')
    .max(4_000)
    .refine(
      (text) => placesIn(text).every((name) => LEGAL_TEXT_PLACES.some((known) => known === name)),
      'holds a placeholder that is not known: only {url}, {provider} and {serviceProvider} are filled in',
    ),
  { effect: 'next_message', placeholders: LEGAL_TEXT_PLACES },
);

/** The Service Provider's own legal text, in place of the notice; its placeholders are filled in. */
export const LEGAL_TEXT = new Setting<{ en: string; de: string } | null, 'messages.legal_text'>(
  'messages.legal_text',
  z.strictObject({ en: legalText, de: legalText }).nullable(),
  null,
);

/** Country calling code that completes numbers typed in national notation. */
export const COUNTRY_CODE = new Setting(
  'search.country_code',
  described(z.string().regex(/^[1-9]\d{0,2}$/, 'must be the digits of a country calling code, such as 41'), {
    effect: 'at_once',
  }),
  '41',
);

/** Where the lists of supported countries and banks stand (guide §7.2, §7.3 link them). */
export const PLAYBOOK_LINKS = new Setting<PlaybookLinks, 'playbook.links'>('playbook.links', playbookLinks, {
  countries: '',
  banks: '',
});

/** Whom the desk calls for help, and when. */
export const NOTIFICATION_SETTING = new Setting<NotificationSettings, 'notifications'>(
  'notifications',
  notificationSettings,
  DEFAULT_NOTIFICATIONS,
);

/** Who issues statements, and their tax. */
export const STATEMENT_ISSUER = new Setting<IssuerSettings, 'statements.issuer'>(
  'statements.issuer',
  issuerSettings,
  NO_ISSUER,
);

/**
 * Controls that stand in the environment of the server: no second admin can be asked there, so a start that finds them changed
 * writes it down, and every admin is told.
 */
const environmentControls = z.strictObject({
  retentionMonths: described(z.int().min(1).max(240).nullable(), {
    unit: 'months',
    effect: 'next_start',
    looser: 'higher',
  }),
  gatewayOpen: described(z.boolean(), { effect: 'next_start', looser: 'higher' }),
  gatewayPassesUnlogged: described(z.boolean(), { effect: 'next_start', looser: 'higher' }),
});
export type EnvironmentControls = z.infer<typeof environmentControls>;

/** Read here and set where the server is started; the fallback is what holds where nothing is said there. */
export const ENVIRONMENT_CONTROLS = new Setting<EnvironmentControls, 'environment'>(
  'environment',
  environmentControls,
  { retentionMonths: null, gatewayOpen: false, gatewayPassesUnlogged: false },
);

/** Every setting that an admin sets, in the order in which the page shows them. */
export const SETTINGS = [
  REVEAL_MINUTES,
  REVEALS_PER_HOUR,
  FACTOR_SETTING,
  CANCELLATION_SETTINGS,
  POLLING_SETTING,
  BEHIND_AFTER_MINUTES,
  GATEWAY_SETTING,
  METHODS_SETTING,
  VERIFY_TARGETS_SETTING,
  TRIAGE_SETTING,
  SERVICE_PROVIDER_NAME,
  OWN_USE,
  LEGAL_TEXT,
  COUNTRY_CODE,
  PLAYBOOK_LINKS,
  STATEMENT_ISSUER,
  NOTIFICATION_SETTING,
] as const;

/** These, and what is only shown. */
export const SHOWN_SETTINGS = [...SETTINGS, ENVIRONMENT_CONTROLS] as const;

export type SettingName = (typeof SHOWN_SETTINGS)[number]['name'];

/** The values of the settings that hold several, as `setting.value`; the others go by their setting's own name. */
export type SettingPart =
  | `access.second_factor.${keyof FactorSettings}`
  | `cancellations.${keyof CancellationSettings}`
  | `polling.${keyof PollingSettings}`
  | `gateway.${keyof GatewaySettings}`
  | `methods.${keyof MethodTimings}`
  | `verify.targets.${keyof VerifyTargets}`
  | `triage.${keyof TriageSettings}`
  | `messages.legal_text.${'en' | 'de'}`
  | `playbook.links.${keyof PlaybookLinks}`
  | `statements.issuer.${keyof IssuerSettings}`
  | `notifications.${Exclude<keyof NotificationSettings, 'again'>}`
  | `notifications.again.${keyof NotificationSettings['again']}`
  | `environment.${keyof EnvironmentControls}`;
