import * as z from 'zod';
import {
  bytes,
  choice,
  type Field,
  flag,
  type KeysWith,
  keysWith,
  list,
  maybeChoice,
  maybeInteger,
  maybeText,
  maybeTime,
  text,
  time,
} from '../fields/field.ts';
import { NEXT_ACTORS, SUPPORT_TEAMS } from '../process/teams.ts';
import { ATTENTION_CODES } from './attention.ts';
import { ORDER_STATUSES, VERIFY_STATUSES } from './status.ts';
import { verifyTarget } from './verify-target.ts';

/** How a field stands among the columns of the list on screen. */
interface ListColumn {
  readonly place: number;
  /** Shown only when somebody asks for it by the columns button. */
  readonly onDemand?: true;
  /** Shown while the list is filtered by this condition. */
  readonly under?: string;
}

/** What may be said of a field of an order, beside what holds for every noun. */
interface OrderFieldSpec extends Field {
  /**
   * Where its value comes from: SRS, the RA service (verify call), the desk and its people, or a rule of ours (triage is
   * one), which can make it again from the rest.
   */
  readonly from: 'srs' | 'ra' | 'desk' | 'triage' | 'derived';
  /** See {@link TAKEN_FIELDS}. */
  readonly taken?: true;
  /** Null where people see it unless this flag holds: what is stored only stands in for it. */
  readonly onlyIf?: 'createdAtKnown';
  /** Tells who the person is. */
  readonly person?: true;
  /** An erasure takes it away. */
  readonly erased?: true;
  /** How it looks until somebody reveals it. */
  readonly mask?: 'number' | 'name' | 'email' | 'birthDate';
  /** Set by people at work on the order: who may not work on orders cannot ask for it either. */
  readonly work?: true;
  /**
   * Of a filter: its rank by how few orders it leaves, 1 the fewest. Of several conditions the first in rank may use its
   * index.
   */
  readonly narrows?: number;
  /** A column of the list on screen, see {@link ListColumn}. */
  readonly column?: ListColumn;
}

const EVERYWHERE = { row: true, page: true, exported: true } as const;
/** The person: erased, and left out for who may not see persons. */
const PERSON = { person: true, hidden: true, erased: true } as const;
/** Texts of the case, which may name somebody. */
const CASE = { hidden: true, erased: true } as const;
const WORK = { row: true, hidden: true, work: true, from: 'desk' } as const;
/** What only the order's own page shows. */
const PAGE = { page: true } as const;

/**
 * Every field of an order, once. Rows, filters, sorts, exports, masks and what an erasure removes follow from this
 * table, in its order.
 */
export const ORDER_FIELDS = {
  id: { ...text, row: true, page: true, from: 'srs', filter: true, narrows: 1, sort: 1 },
  refId: { ...text, ...EVERYWHERE, from: 'srs', filter: true, narrows: 1, column: { place: 2 } },
  orderId: {
    ...maybeText,
    ...EVERYWHERE,
    from: 'srs',
    taken: true,
    filter: true,
    narrows: 1,
    column: { place: 8, onDemand: true },
  },
  externalId: {
    ...maybeText,
    ...EVERYWHERE,
    from: 'srs',
    taken: true,
    filter: true,
    narrows: 3,
    column: { place: 4 },
  },
  issuer: { ...maybeText, ...EVERYWHERE, from: 'srs', taken: true, filter: true, narrows: 13 },
  method: {
    ...maybeText,
    ...EVERYWHERE,
    from: 'srs',
    taken: true,
    filter: true,
    narrows: 12,
    column: { place: 3 },
  },
  jurisdiction: { ...maybeText, ...EVERYWHERE, from: 'desk', column: { place: 16, onDemand: true } },
  loa: { ...maybeText, ...EVERYWHERE, from: 'desk', column: { place: 17, onDemand: true } },
  status: {
    ...choice(ORDER_STATUSES),
    ...EVERYWHERE,
    from: 'srs',
    filter: true,
    narrows: 9,
    column: { place: 1 },
  },
  statusReason: { ...maybeText, ...EVERYWHERE, ...CASE, from: 'srs' },
  /** Null until SRS has told a status: the order is known by its Ref ID only. */
  wireStatus: { ...maybeText, ...EVERYWHERE, from: 'srs' },
  statusChangedAt: {
    ...time,
    ...EVERYWHERE,
    from: 'srs',
    range: 2,
    narrows: 11,
    sort: 4,
    column: { place: 6 },
  },
  createdAt: {
    ...maybeTime,
    ...EVERYWHERE,
    from: 'srs',
    onlyIf: 'createdAtKnown',
    range: 1,
    narrows: 10,
    sort: 2,
    column: { place: 7 },
  },
  registeredAt: { ...time, ...EVERYWHERE, from: 'desk' },
  /** Last change of substance; polling alone does not move it. */
  updatedAt: { ...time, ...EVERYWHERE, from: 'desk', sort: 3, column: { place: 14, onDemand: true } },
  lastSyncedAt: { ...maybeTime, ...EVERYWHERE, from: 'desk', column: { place: 15, onDemand: true } },
  nextSyncAt: { ...maybeTime, ...EVERYWHERE, from: 'derived' },
  verifyStatus: {
    ...choice(VERIFY_STATUSES),
    ...EVERYWHERE,
    from: 'ra',
    filter: true,
    narrows: 8,
    column: { place: 9, onDemand: true },
  },
  /** What the last verify call that found evidence asked for. */
  verifiedFor: { kind: 'object', wire: verifyTarget.nullable(), row: true, page: true, from: 'ra' },
  verifiedAt: { ...maybeTime, ...EVERYWHERE, from: 'ra' },
  /** Seen by all, but it leads to the person at the RA service: it goes with them. */
  evidenceId: {
    ...maybeText,
    ...EVERYWHERE,
    from: 'ra',
    erased: true,
    column: { place: 10, onDemand: true },
  },
  evidenceValidUntil: {
    ...maybeTime,
    ...EVERYWHERE,
    from: 'derived',
    column: { place: 13, under: 'evidenceEnds' },
  },
  /** Who moves next; the team to turn to when it goes wrong is `supportTeam`. */
  nextActor: {
    ...maybeChoice(NEXT_ACTORS),
    ...EVERYWHERE,
    from: 'triage',
    filter: true,
    narrows: 6,
    column: { place: 5 },
  },
  step: {
    ...maybeInteger,
    wire: z.int().min(1).max(5).nullable(),
    ...EVERYWHERE,
    from: 'triage',
    filter: true,
    narrows: 7,
    column: { place: 18, onDemand: true },
  },
  supportTeam: { ...maybeChoice(SUPPORT_TEAMS), ...EVERYWHERE, from: 'triage', filter: true, narrows: 6 },
  /** The first cause that holds; all of them in `attentionAll`. */
  attention: { ...maybeChoice(ATTENTION_CODES), ...EVERYWHERE, from: 'triage', filter: true, narrows: 5 },
  attentionAll: { ...list(z.enum(ATTENTION_CODES)), ...EVERYWHERE, from: 'triage' },
  supersededBy: { ...maybeText, ...EVERYWHERE, from: 'derived', filter: true, narrows: 1 },
  targetUrl: { ...maybeText, ...EVERYWHERE, ...CASE, from: 'srs' },
  /** Names on the wire of what could not be read in SRS's last answer. */
  unreadFields: { ...list(z.string()), row: true, page: true, from: 'srs' },
  /** E.164. */
  msisdn: { ...maybeText, ...EVERYWHERE, ...PERSON, from: 'srs', taken: true, mask: 'number' },
  firstName: { ...maybeText, ...EVERYWHERE, ...PERSON, from: 'srs', taken: true, mask: 'name' },
  lastName: { ...maybeText, ...EVERYWHERE, ...PERSON, from: 'srs', taken: true, mask: 'name' },
  email: { ...maybeText, ...EVERYWHERE, ...PERSON, from: 'srs', taken: true, mask: 'email' },
  country: { ...maybeText, ...EVERYWHERE, ...PERSON, from: 'srs', taken: true },
  language: { ...maybeText, ...EVERYWHERE, ...PERSON, from: 'srs', taken: true },
  birthDate: { ...maybeText, ...PAGE, ...PERSON, from: 'srs', taken: true, mask: 'birthDate' },
  /** Who has the order: a user name, or null for nobody. */
  assignee: { ...maybeText, ...WORK, filter: true, column: { place: 11, under: 'putOff' } },
  followUpAt: { ...maybeTime, ...WORK, column: { place: 12, under: 'putOff' } },
  snoozedUntil: { ...maybeTime, ...WORK },
  issue: { ...maybeText, ...PAGE, from: 'triage' },
  knownBy: { ...text, ...PAGE, from: 'desk' },
  externalIdSource: { ...maybeText, ...PAGE, from: 'desk' },
  predecessorRefId: { ...maybeText, ...PAGE, from: 'desk' },
  successorRefIds: { ...list(z.string()), ...PAGE, from: 'derived' },
  /** The user's own page said that the identification began. */
  startedAt: { ...maybeTime, ...PAGE, from: 'desk' },
  goneAt: { ...maybeTime, ...PAGE, from: 'srs' },
  regressedAt: { ...maybeTime, ...PAGE, from: 'srs' },
  evidenceIsEarlier: { ...flag, ...PAGE, from: 'ra' },
  legalHold: { ...flag, ...PAGE, from: 'desk' },
  erasedAt: { ...maybeTime, ...PAGE, from: 'desk' },
  lastSyncFailure: { ...maybeText, ...PAGE, from: 'desk', erased: true },
  /** Other orders of the same person, newest first. */
  samePerson: { ...list(z.string()), ...PAGE, hidden: true, from: 'derived' },
  /** Whose key seals what the log keeps of the order. */
  subjectId: { ...text, from: 'desk' },
  /** Stands for the person's number, keyed: finds the other orders of the same person. */
  personToken: { ...bytes, from: 'derived', erased: true },
  firstUnknownAt: { ...maybeTime, from: 'srs' },
  /** False when SRS told of the order but not, in a form that can be read, when it began. */
  createdAtKnown: { ...flag, from: 'srs' },
  /** When the derived fields may change by time alone. */
  triageDueAt: { ...maybeTime, from: 'triage' },
} as const satisfies Readonly<Record<string, OrderFieldSpec>>;

type OrderFields = typeof ORDER_FIELDS;
/** The key of a field of an order. */
export type OrderField = keyof OrderFields;

/** What triage makes of an order: made anew whenever the order changes, or when it runs out. */
export type TriageField = {
  [K in OrderField]: OrderFields[K]['from'] extends 'triage' ? K : never;
}[OrderField];

/** A field of an order by its key, with whatever is said of it. */
export function orderField(key: OrderField): OrderFieldSpec {
  return ORDER_FIELDS[key];
}

/** The keys of an order's fields that have an attribute, in the order of the table. */
export function orderFieldsWith<A extends keyof OrderFieldSpec>(attribute: A): KeysWith<OrderFields, A>[] {
  return keysWith(ORDER_FIELDS, attribute);
}

/** What SRS's status answer fills in or corrects as it stands; a field that it leaves out stays as it is known. */
export const TAKEN_FIELDS = orderFieldsWith('taken');
export type TakenField = KeysWith<OrderFields, 'taken'>;

/** What tells who the person is. */
export const PERSON_FIELDS = orderFieldsWith('person');
export type PersonField = KeysWith<OrderFields, 'person'>;

/** Columns of the list on screen, in their order. */
export const LIST_COLUMNS = orderFieldsWith('column').sort(
  (a, b) => ORDER_FIELDS[a].column.place - ORDER_FIELDS[b].column.place,
);
export type ListColumnField = KeysWith<OrderFields, 'column'>;

/** Fields that people meet by name: columns, the person, and what stands in a filter or among the facts alone. */
export const NAMED_FIELDS = [
  ...LIST_COLUMNS,
  ...PERSON_FIELDS,
  'issuer',
  'statusReason',
  'attention',
  'supersededBy',
  'targetUrl',
] as const satisfies readonly OrderField[];
export type NamedField = (typeof NAMED_FIELDS)[number];

/** What a reveal can show in clear: what is masked otherwise. */
export const REVEALABLE = orderFieldsWith('mask');
export type Revealable = KeysWith<OrderFields, 'mask'>;

/** Columns of the CSV export, in the order they have unless others are asked for. */
export const EXPORT_COLUMNS = orderFieldsWith('exported');
export type ExportColumn = KeysWith<OrderFields, 'exported'>;
