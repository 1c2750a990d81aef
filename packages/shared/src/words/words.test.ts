import { describe, expect, it } from 'vitest';
import { APPROVAL_ACTS, APPROVAL_STATES } from '../access/approvals.ts';
import { KEY_SCOPES } from '../access/key-scopes.ts';
import { SHOWN_FOR } from '../access/reveal-categories.ts';
import { ROLES } from '../access/roles.ts';
import { VERIFICATION_OUTCOMES } from '../api/audit.ts';
import { SEARCH_MATCHES } from '../api/search.ts';
import { allActions, KINDS } from '../audit/actions.ts';
import { OUTCOMES } from '../audit/outcomes.ts';
import { BILLING_EVENTS } from '../billing/billable.ts';
import { DISPOSITIONS, INVOICE_FIELDS, MATCH_CLASSES, MATCH_REASONS } from '../billing/invoice-line.ts';
import { USAGE_COUNTS } from '../billing/usage-fields.ts';
import { MONTH_STATES } from '../billing/wire-periods.ts';
import { CALL_ANSWERS, CALL_OPERATIONS, CALL_ORIGINS } from '../call/fields.ts';
import { ITEM_STATES, JOB_SOURCES, JOB_STATES } from '../cancellation/job.ts';
import { NOT_ALLOWED_REASONS, PLAN_CLASSES } from '../cancellation/plan.ts';
import { HEALTH_CAUSES, HEALTH_STATES } from '../health/health.ts';
import { METHOD_TYPES } from '../method/filters.ts';
import { INITIAL_DATA_FIELDS, VERIFY_ANCHORS } from '../method/sheet.ts';
import { ATTENTION_CODES } from '../order/attention.ts';
import { NAMED_FIELDS } from '../order/fields.ts';
import { IMPORT_OUTCOMES } from '../order/import-outcomes.ts';
import { REGISTRATION_STATES } from '../order/registration-states.ts';
import { ORDER_STATUSES, VERIFY_STATUSES } from '../order/status.ts';
import { SITUATIONS } from '../process/situations.ts';
import { NEXT_ACTORS, STEP_NUMBERS, SUPPORT_TEAMS, TICKET_FIELDS, TICKET_STATES } from '../process/teams.ts';
import { SHOWN_SETTINGS } from '../settings/catalogue.ts';
import { partKey, SETTING_EFFECTS, SETTING_UNITS, SPAN_UNITS, valuesIn } from '../settings/setting-values.ts';
import { WORDS } from './both.ts';
import { LANGUAGES } from './language.ts';
import type { Words } from './words.ts';

/** The members of every set, as the rules know them. */
const SETS: Readonly<Record<keyof Words, readonly (string | number)[]>> = {
  field: NAMED_FIELDS,
  initialData: INITIAL_DATA_FIELDS,
  searchMatch: SEARCH_MATCHES,
  role: ROLES,
  keyScope: KEY_SCOPES,
  approvalAct: APPROVAL_ACTS,
  approvalState: APPROVAL_STATES,
  shownFor: SHOWN_FOR,
  status: ORDER_STATUSES,
  statusMeaning: ORDER_STATUSES,
  verify: VERIFY_STATUSES,
  verifyMeaning: VERIFY_STATUSES,
  attention: ATTENTION_CODES,
  age: ['soon', 'late'],
  step: STEP_NUMBERS,
  team: [...SUPPORT_TEAMS, 'none'],
  nextActor: [...NEXT_ACTORS, 'none'],
  teamShort: [...SUPPORT_TEAMS, 'none'],
  ticketField: TICKET_FIELDS,
  ticketState: TICKET_STATES,
  situation: SITUATIONS,
  methodType: METHOD_TYPES,
  importOutcome: IMPORT_OUTCOMES,
  registrationState: REGISTRATION_STATES,
  operation: CALL_OPERATIONS,
  outcome: OUTCOMES,
  answer: CALL_ANSWERS,
  origin: CALL_ORIGINS,
  auditKind: KINDS,
  action: allActions(),
  verification: VERIFICATION_OUTCOMES,
  usage: USAGE_COUNTS,
  billingEvent: BILLING_EVENTS,
  monthState: MONTH_STATES,
  invoiceColumn: INVOICE_FIELDS,
  invoiceClass: MATCH_CLASSES,
  invoiceClassMeaning: MATCH_CLASSES,
  matchReason: MATCH_REASONS,
  decision: DISPOSITIONS,
  jobState: JOB_STATES,
  jobSource: JOB_SOURCES,
  planClass: PLAN_CLASSES,
  notAllowed: NOT_ALLOWED_REASONS,
  itemState: ITEM_STATES,
  healthState: HEALTH_STATES,
  healthCause: HEALTH_CAUSES,
  setting: SHOWN_SETTINGS.map(({ name }) => name),
  settingMeaning: SHOWN_SETTINGS.map(({ name }) => name),
  settingPart: settingParts(),
  settingPartMeaning: settingParts(),
  settingEffect: SETTING_EFFECTS,
  settingUnit: [...new Set([...SETTING_UNITS, ...Object.keys(SPAN_UNITS)])],
  verifyAnchor: VERIFY_ANCHORS,
};

/** The values of the settings that hold several. */
function settingParts(): string[] {
  const keys = SHOWN_SETTINGS.flatMap((setting) =>
    valuesIn(setting.jsonSchema())
      .filter(({ path }) => path.length > 0)
      .map(({ path }) => partKey(setting.name, path)),
  );
  return [...new Set(keys)];
}

const names = (set: keyof Words, language: (typeof LANGUAGES)[number]): string[] =>
  Object.values(WORDS[language][set]);

describe.each(LANGUAGES)('the names in %s', (language) => {
  it('leave no set out and add none', () => {
    expect(Object.keys(WORDS[language]).sort()).toEqual(Object.keys(SETS).sort());
  });

  it.each(Object.keys(SETS) as (keyof Words)[])('name every member of %s, none raw', (set) => {
    expect(Object.keys(WORDS[language][set]).sort()).toEqual(SETS[set].map(String).sort());
    for (const name of names(set, language)) {
      expect(name).toBe(name.trim());
      expect(name).toMatch(/^[\p{L}]/u);
      expect(name).not.toMatch(/[a-z]_[a-z]|\{|undefined/);
    }
  });

  it.each(Object.keys(SETS) as (keyof Words)[])('tell the members of %s apart', (set) => {
    expect(new Set(names(set, language)).size).toBe(SETS[set].length);
  });
});
