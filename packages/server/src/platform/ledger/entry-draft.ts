import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import type { EntryOutcome } from '@srs-desk/shared/audit/outcomes.ts';

/** What entries may carry: strings, safe integers, booleans, null, and lists and objects of them. */
type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Plain[]
  | { readonly [key: string]: Plain };

export type PlainObject = { readonly [key: string]: Plain };

/** Who did it: `user:<name>`, `key:<id>`, `cli:<user>`, `gateway`, `sync`, `system`. */
export type Actor = string;

const ORIGINS = ['sync', 'user', 'gateway', 'system', 'cli'] as const;
export type Origin = (typeof ORIGINS)[number];

/** An entry as a verb asks for it: the writer adds seq, time, uuid, hash chain, and seals what is personal. */
export interface EntryDraft {
  action: AuditAction;
  actor: Actor;
  origin?: Origin | undefined;
  refId?: string | null | undefined;
  orderId?: string | null | undefined;
  externalId?: string | null | undefined;
  callId?: number | null | undefined;
  /** Whose key seals `sealed`: the order's subject id. Required when `sealed` is given. */
  subject?: string | null | undefined;
  operation?: string | null | undefined;
  outcome?: EntryOutcome | null | undefined;
  target?: string | null | undefined;
  /** Readable by whoever may read the log: never personal data, never a secret. */
  detail?: PlainObject | undefined;
  /** Personal data: encrypted under the subject's key before it is hashed and stored. */
  sealed?: PlainObject | undefined;
  /** Number (E.164) of the person whom a subject of its own is about: erasure and the person's file find its key by that. */
  msisdn?: string | null | undefined;
  /** When it happened, ms since epoch; the writer's clock when absent. */
  at?: number | undefined;
}
