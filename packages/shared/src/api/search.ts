import * as z from 'zod';
import { ORDER_STATUSES } from '../order/status.ts';
import { SUPPORT_TEAMS } from '../process/teams.ts';

export const searchInput = z.strictObject({
  q: z.string().min(1, 'is empty').max(200),
  limit: z.int().min(1).max(1000).default(10),
});

export const SEARCH_MATCHES = [
  'ref_id',
  'order_id',
  'external_id',
  'evidence_id',
  'target_url',
  'msisdn',
  'name',
  'email',
  'birth_date',
] as const;
export type SearchMatch = (typeof SEARCH_MATCHES)[number];

/** One order found, and what of it fits. Personal data is masked, or absent where the role may not see it. */
const searchHit = z.object({
  id: z.string(),
  refId: z.string(),
  matched: z.enum(SEARCH_MATCHES),
  /** Whether the whole of it was typed. */
  exact: z.boolean(),
  /** Found although a letter of a name differs. */
  typo: z.boolean(),
  orderId: z.string().nullable(),
  externalId: z.string().nullable(),
  method: z.string().nullable(),
  status: z.enum(ORDER_STATUSES),
  step: z.int().nullable(),
  supportTeam: z.enum(SUPPORT_TEAMS).nullable(),
  attention: z.string().nullable(),
  createdAt: z.iso.datetime(),
  statusChangedAt: z.iso.datetime(),
  msisdn: z.string().nullable().optional(),
  firstName: z.string().nullable().optional(),
  lastName: z.string().nullable().optional(),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchAnswer = z.object({
  hits: z.array(searchHit),
  /** How many orders fit, of which `hits` are the first. */
  total: z.int(),
  /** There are more than `total`: they were not counted any further. */
  totalCapped: z.boolean(),
  /** In what the term was looked for, the most specific first. */
  searchedAs: z.array(z.enum(SEARCH_MATCHES)),
  /** The Ref ID, when the term is one and no order has it: it can be registered. */
  registrable: z.string().nullable(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
