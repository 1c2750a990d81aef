import { type PolicyRow, policyRule } from '@srs-desk/shared/cancellation/wire.ts';
import type { Reader } from '../../platform/db/reader.ts';

/** A policy as it is kept; times in ms since epoch. */
export interface StoredPolicy {
  id: number;
  name: string;
  rule: PolicyRow['rule'];
  everyHours: number;
  enabled: boolean;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
  lastRunAt: number | null;
  nextRunAt: number | null;
  proposalId: number | null;
}

type Flat = Omit<StoredPolicy, 'rule' | 'enabled'> & { rule: string; enabled: number };

const SELECT = `SELECT id, name, rule, every_hours AS everyHours, enabled, created_by AS createdBy,
  created_at AS createdAt, updated_at AS updatedAt, last_run_at AS lastRunAt, next_run_at AS nextRunAt,
  (SELECT max(j.id) FROM cancellation_jobs j WHERE j.policy_id = p.id AND j.state = 'planned') AS proposalId
  FROM cancellation_policies p`;

function toPolicy(row: Flat): StoredPolicy {
  return { ...row, rule: policyRule.parse(JSON.parse(row.rule)), enabled: row.enabled === 1 };
}

/** All policies by name. */
export function allPolicies(reader: Reader): StoredPolicy[] {
  return (reader.sql(`${SELECT} ORDER BY name`).all() as Flat[]).map(toPolicy);
}

/** One policy; undefined when there is none. */
export function findPolicy(reader: Reader, id: number): StoredPolicy | undefined {
  const row = reader.sql(`${SELECT} WHERE id = ?`).get(id) as Flat | undefined;
  return row && toPolicy(row);
}

/** Enabled policies whose time has come at `now` (ms). */
export function duePolicies(reader: Reader, now: number): StoredPolicy[] {
  const rows = reader.sql(`${SELECT} WHERE enabled = 1 AND next_run_at <= ? ORDER BY id`).all(now) as Flat[];
  return rows.map(toPolicy);
}
