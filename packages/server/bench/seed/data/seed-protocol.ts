import type { MessagePort } from 'node:worker_threads';
import type { AuditKeys } from '../../../src/platform/ledger/key-file.ts';
import type { RowBatch } from './row-batches.ts';
import type { SeedPlan } from './tell-history.ts';

/** What the telling thread is started with; `to` leads to the loading thread. */
export interface TellStart {
  keys: AuditKeys;
  plan: SeedPlan;
  to: MessagePort;
}

/** What the loading thread is started with; `from` leads to the telling thread, `until` in ms since epoch. */
export interface LoadStart {
  path: string;
  keys: AuditKeys;
  billingTimeZone: string;
  until: number;
  nothingDue: boolean;
  from: MessagePort;
}

/** From the telling to the loading thread. */
export type Told = { kind: 'rows'; batch: RowBatch } | { kind: 'end' };

/** Back: a batch is stored. */
export type Stored = 'stored';
