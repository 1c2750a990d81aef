import type { ApprovalAct, ApprovalState } from '../access/approvals.ts';
import type { KeyScope } from '../access/key-scopes.ts';
import type { ShownFor } from '../access/reveal-categories.ts';
import type { Role } from '../access/roles.ts';
import type { VerificationOutcome } from '../api/audit.ts';
import type { SearchMatch } from '../api/search.ts';
import type { AuditAction, AuditKind } from '../audit/actions.ts';
import type { Outcome } from '../audit/outcomes.ts';
import type { BillingEventKind } from '../billing/billable.ts';
import type { Disposition, InvoiceField, MatchClass, MatchReason } from '../billing/invoice-line.ts';
import type { UsageCount } from '../billing/usage-fields.ts';
import type { MonthState } from '../billing/wire-periods.ts';
import type { CallAnswer, CallOperation, CallOrigin } from '../call/fields.ts';
import type { ItemState, JobSource, JobState } from '../cancellation/job.ts';
import type { NotAllowedReason, PlanClass } from '../cancellation/plan.ts';
import type { HealthCause, HealthState } from '../health/health.ts';
import type { MethodType } from '../method/filters.ts';
import type { InitialDataField, MethodTimings } from '../method/sheet.ts';
import type { AttentionCode } from '../order/attention.ts';
import type { NamedField } from '../order/fields.ts';
import type { ImportOutcome } from '../order/import-outcomes.ts';
import type { RegistrationState } from '../order/registration-states.ts';
import type { OrderStatus, VerifyStatus } from '../order/status.ts';
import type { Situation } from '../process/situations.ts';
import type { NextActor, StepNumber, SupportTeam, TicketField, TicketState } from '../process/teams.ts';
import type { SettingName, SettingPart } from '../settings/catalogue.ts';
import type { SettingEffect, ShownUnit } from '../settings/setting-values.ts';

type Names<Member extends string | number> = Readonly<Record<Member, string>>;

/**
 * The names of everything that belongs to a closed set, in one language: the same on screen, in files, in tickets
 * and in the audit log. A member without its name is a type error.
 */
export interface Words {
  /** The fields of an order. */
  readonly field: Names<NamedField>;
  /** What may be sent along when an order is placed. */
  readonly initialData: Names<InitialDataField>;
  /** In what a search term was found. */
  readonly searchMatch: Names<SearchMatch>;
  readonly role: Names<Role>;
  readonly keyScope: Names<KeyScope>;
  /** What waits for a second admin. */
  readonly approvalAct: Names<ApprovalAct>;
  readonly approvalState: Names<ApprovalState>;
  /** Why personal data was shown. */
  readonly shownFor: Names<ShownFor>;
  readonly status: Names<OrderStatus>;
  /** A sentence or two. */
  readonly statusMeaning: Names<OrderStatus>;
  readonly verify: Names<VerifyStatus>;
  /** A sentence. */
  readonly verifyMeaning: Names<VerifyStatus>;
  readonly attention: Names<AttentionCode>;
  readonly age: Names<'late' | 'soon'>;
  readonly step: Names<StepNumber>;
  /** The team responsible; `none` where nothing is to be done. */
  readonly team: Names<SupportTeam | 'none'>;
  /** Who moves next; `none` where nobody has to. */
  readonly nextActor: Names<NextActor | 'none'>;
  /** The same for narrow places. */
  readonly teamShort: Names<SupportTeam | 'none'>;
  readonly ticketField: Names<TicketField>;
  readonly ticketState: Names<TicketState>;
  readonly situation: Names<Situation>;
  readonly methodType: Names<MethodType>;
  readonly importOutcome: Names<ImportOutcome>;
  readonly registrationState: Names<RegistrationState>;

  readonly operation: Names<CallOperation>;
  /** How a call ended; `without_effect` where SRS confirmed what then did not happen. */
  readonly outcome: Names<Outcome>;
  /** What SRS answered by an HTTP error that is no failure. */
  readonly answer: Names<CallAnswer>;
  readonly origin: Names<CallOrigin>;
  readonly auditKind: Names<AuditKind>;
  readonly action: Names<AuditAction>;
  readonly verification: Names<VerificationOutcome>;

  readonly usage: Names<UsageCount>;
  readonly billingEvent: Names<BillingEventKind>;
  readonly monthState: Names<MonthState>;
  /** What a column of a supplier's file holds. */
  readonly invoiceColumn: Names<InvoiceField>;
  readonly invoiceClass: Names<MatchClass>;
  /** A few words. */
  readonly invoiceClassMeaning: Names<MatchClass>;
  readonly matchReason: Names<MatchReason>;
  readonly decision: Names<Disposition>;

  readonly jobState: Names<JobState>;
  readonly jobSource: Names<JobSource>;
  readonly planClass: Names<PlanClass>;
  readonly notAllowed: Names<NotAllowedReason>;
  readonly itemState: Names<ItemState>;

  readonly healthState: Names<HealthState>;
  /** A sentence without its figures. */
  readonly healthCause: Names<HealthCause>;
  readonly setting: Names<SettingName>;
  /** A sentence on what it does. */
  readonly settingMeaning: Names<SettingName>;
  readonly settingPart: Names<SettingPart>;
  /** A sentence on what it does. */
  readonly settingPartMeaning: Names<SettingPart>;
  readonly settingEffect: Names<SettingEffect>;
  readonly settingUnit: Names<ShownUnit>;
  readonly verifyAnchor: Names<MethodTimings['verifyAnchor']>;
}
