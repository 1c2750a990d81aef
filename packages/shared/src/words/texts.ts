import type { INVOICE_LINE_FIELDS } from '../billing/invoice-line.ts';
import type {
  STATEMENT_ADJUSTMENT_FIELDS,
  STATEMENT_LINE_FIELDS,
  STATEMENT_ORDER_FIELDS,
  STATEMENT_TOTAL_FIELDS,
  STATEMENT_VAT_FIELDS,
} from '../billing/statement-fields.ts';
import type { MARGIN_FIELDS, USAGE_FIELDS } from '../billing/usage-fields.ts';
import type { VatNote } from '../billing/vat.ts';

import type { KeysWith } from '../fields/field.ts';
import type { CheckCode, HoldCode, NoteCode, TellCode, WhyCode } from '../process/codes.ts';
import type { MessageFacts } from '../process/message-facts.ts';
import type { QUESTIONS, QuestionId } from '../process/questions.ts';
import type { PARAGRAPH_NEEDS, ParagraphId, Situation } from '../process/situations.ts';
import type { DoneCheck, ReportSentence } from '../process/ticket-sentences.ts';
import type { FormatInstant } from './language.ts';

/** Every answer of every question. */
type AnswerId = (typeof QUESTIONS)[QuestionId][number];

/** One language's sentences. `{name}` stands for a parameter of the code. */
export interface TriageTexts {
  readonly why: Readonly<Record<WhyCode, string>>;
  readonly check: Readonly<Record<CheckCode, string>>;
  readonly tell: Readonly<Record<TellCode, string>>;
  readonly hold: Readonly<Record<HoldCode, string>>;
  /** Follows a hold that ends by itself. */
  readonly holdUntil: string;
  readonly note: Readonly<Record<NoteCode, string>>;
  readonly question: Readonly<Record<QuestionId, string>>;
  readonly answer: Readonly<Record<AnswerId, string>>;
}

/** The words of a ticket. */
export interface TicketTexts {
  readonly to: string;
  readonly notKnown: string;
  readonly noIdYet: string;
  readonly givesNone: (provider: string) => string;
  readonly noOrder: string;
  readonly noMethod: string;
  /** Instead of the title of an issue that says that SRS does not answer. */
  readonly answersHttp: (status: number) => string;
  /** Asked where a call may have placed an order that nobody knows. */
  readonly orderExists: string;
  readonly noEvidence: string;
  readonly noVerifyCall: string;
  readonly evidenceNotGiven: string;
  /** Instead of the title while nobody has said that no SMS came. */
  readonly termsPending: string;
  readonly time: string;
  readonly status: string;
  readonly statusSince: string;
  readonly reason: string;
  readonly quoted: (text: string) => string;
  readonly placed: string;
  readonly targetUrl: string;
  readonly present: string;
  readonly absent: string;
  readonly verifyCall: string;
  readonly notMade: string;
  readonly call: string;
  readonly userReports: string;
  readonly checked: string;
  readonly step: string;
  readonly notReached: string;
  readonly unknown: string;
  readonly request: string;
  readonly since: (instant: string) => string;
  readonly asOf: string;
  /** What is stated of an issue; see `process/ticket-report.ts`. */
  readonly report: Readonly<Record<ReportSentence, string>>;
  /** A check once it has been made. */
  readonly done: Readonly<Record<DoneCheck, string>>;
}

/** How a message writes instants: a day, or a day with its time. */
export interface MessageFormat {
  readonly day: FormatInstant;
  readonly time: FormatInstant;
}

/** A paragraph of a message: it is given the facts that it needs, and no others. */
export type ParagraphText<P extends ParagraphId> = (
  facts: Pick<MessageFacts, (typeof PARAGRAPH_NEEDS)[P][number]>,
  format: MessageFormat,
) => string;

/** Everything a message may say in one language. */
export interface MessageTexts {
  readonly greeting: string;
  readonly closing: (serviceProvider: string) => string;
  readonly someServiceProvider: string;
  readonly subjects: Readonly<Record<Situation, string>>;
  readonly paragraphs: { readonly [P in ParagraphId]: ParagraphText<P> };
}

/** What stands above each of these columns. */
type Headings<T> = Readonly<Record<KeysWith<T, 'exported'> & string, string>>;

/** Words of files in one language. */
export interface FileTexts {
  readonly usage: { readonly sheet: string; readonly headers: Headings<typeof USAGE_FIELDS> };
  readonly statement: {
    readonly title: string;
    readonly externalId: string;
    readonly issuer: string;
    readonly vatNumber: string;
    readonly number: string;
    readonly recipient: string;
    readonly noExternalId: string;
    readonly period: string;
    readonly state: { readonly closed: string; readonly open: string; readonly provisional: string };
    readonly created: string;
    readonly timeZone: string;
    readonly summary: string;
    readonly summaryHeaders: Headings<typeof STATEMENT_LINE_FIELDS>;
    readonly adjustments: string;
    readonly adjustmentHeaders: Headings<typeof STATEMENT_ADJUSTMENT_FIELDS>;
    readonly orders: string;
    readonly orderHeaders: Headings<typeof STATEMENT_ORDER_FIELDS>;
    readonly totals: string;
    readonly totalHeaders: Headings<typeof STATEMENT_TOTAL_FIELDS>;
    readonly vat: string;
    readonly vatHeaders: Headings<typeof STATEMENT_VAT_FIELDS>;
    readonly vatNotes: Readonly<Record<VatNote, string>>;
    readonly minimumFee: string;
    readonly unpriced: string;
    readonly unpricedNote: (count: number) => string;
    readonly nothing: string;
    readonly page: (page: number, pages: number) => string;
  };
  readonly margin: {
    readonly sheet: string;
    readonly headers: Headings<typeof MARGIN_FIELDS>;
    readonly state: { readonly final: string; readonly provisional: string };
  };
  readonly dispute: {
    readonly sheet: string;
    readonly supplier: string;
    readonly number: string;
    readonly period: string;
    readonly total: string;
    readonly headers: Headings<typeof INVOICE_LINE_FIELDS>;
  };
}
