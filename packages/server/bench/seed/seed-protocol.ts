import type { MessagePort } from 'node:worker_threads';
import type { AuditKeys } from '../../src/platform/ledger/key-file.ts';
import type { SeedPlan } from './replay-history.ts';
import type { RowBatch } from './row-batches.ts';

/** What the replaying thread is started with; `to` leads to the loading thread. */
export interface ReplayStart {
  keys: AuditKeys;
  plan: SeedPlan;
  to: MessagePort;
}

/** What the loading thread is started with; `from` leads to the replaying thread, `until` in ms since epoch. */
export interface LoadStart {
  path: string;
  keys: AuditKeys;
  billingTimeZone: string;
  until: number;
  nothingDue: boolean;
  from: MessagePort;
}

/** From the replaying to the loading thread. */
export type ReplayMessage = { kind: 'rows'; batch: RowBatch } | { kind: 'end' };

/** Back: a batch is stored. */
export type Stored = 'stored';
