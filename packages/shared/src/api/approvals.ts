import * as z from 'zod';
import { APPROVAL_ACTS, APPROVAL_STATES } from '../access/approvals.ts';
import { ROLES } from '../access/roles.ts';
import { PENDING_CHOICES } from './audit.ts';
import type { ListSpec } from './list.ts';
import { reason } from './reason.ts';

const switched = z.object({ before: z.boolean(), after: z.boolean() });

/** What is asked for, besides its target, in so far as the act has it. */
const approvalAbout = z
  .object({
    /** Of a setting: JSON texts of the values. */
    before: z.string(),
    after: z.string(),
    /** Of a setting: the controls that it loosens. */
    loosened: z.array(z.string()),
    /** Of an account. */
    role: z.object({ before: z.enum(ROLES), after: z.enum(ROLES) }),
    disabled: switched,
    /** Of a person who is erased: what becomes of orders pending at SRS. */
    pending: z.enum(PENDING_CHOICES),
  })
  .partial();
export type ApprovalAbout = z.infer<typeof approvalAbout>;

/** Something that waits for a second admin, or did. */
export const approvalRow = z.object({
  id: z.int(),
  act: z.enum(APPROVAL_ACTS),
  /** The setting, the Ref ID, the month, the user name. */
  target: z.string(),
  about: approvalAbout,
  reason: z.string().nullable(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  /** When it lapses. */
  expiresAt: z.iso.datetime(),
  state: z.enum(APPROVAL_STATES),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** Why it was refused or taken back. */
  note: z.string().nullable(),
  /** Whether the one who reads this asked for it, in person or by a key: then they take it back, and another agrees. */
  isOwn: z.boolean(),
});
export type ApprovalRow = z.infer<typeof approvalRow>;

/** Something of an account that waits, with the link to pass on: it opens once another admin has agreed, and is told this once. */
export const accountApproval = approvalRow.extend({ link: z.object({ url: z.url() }).nullable() });
export type AccountApproval = z.infer<typeof accountApproval>;

/** `POST /api/approvals/:id/reject`. */
export const approvalRejection = z.strictObject({ reason });

export const approvalList: ListSpec = {
  filters: {
    id: { type: 'integer' },
    act: { type: 'choice', values: APPROVAL_ACTS },
    state: { type: 'choice', values: APPROVAL_STATES },
    target: { type: 'text' },
    askedBy: { type: 'text' },
  },
  ranges: [],
  sorts: ['id', 'askedAt', 'expiresAt'],
  defaultSort: ['id', 'DESC'],
  q: false,
};
