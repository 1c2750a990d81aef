import type { ApprovalAct as ActName } from '@srs-desk/shared/access/approvals.ts';
import type * as z from 'zod';
import type { Desk, Principal } from '../../../platform/desk.ts';
import type { Actor } from '../../../platform/ledger/entry-draft.ts';
import type { Settled } from './changes.ts';

/** That an act may be carried out: `call` stands first among its commands, in their transaction. */
export interface Agreed {
  call: { name: 'approval.settle'; args: Settled };
  /** For the act's own entry: who asked for it, where another agreed. */
  detail: { askedBy?: Actor };
}

/** Something that one admin alone cannot do where there are two. */
export interface SecondAdminAct<I = unknown, R = unknown> {
  name: ActName;
  /** What it is carried out with, as it is kept while it waits. */
  input: z.ZodType<I>;
  /** Does it. Whatever it throws is told to who agrees, and it goes on waiting. */
  carryOut(desk: Desk, who: Principal, input: I, agreed: Agreed): Promise<R>;
}

declare module '../../../platform/desk.ts' {
  interface Desk {
    /** All of them, to carry out what another admin agreed to (`app/second-admin-acts.ts`). */
    readonly secondAdminActs: readonly SecondAdminAct[];
  }
}
