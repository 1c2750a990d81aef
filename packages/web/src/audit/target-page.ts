import type { AuditEntryDetail } from '@srs-desk/shared/api/audit.ts';
import type { Noun } from '../session/access.ts';

/** Where the thing that an entry names can be looked at, and which pages one must be allowed for it. */
interface TargetPage {
  noun: Noun;
  to: string;
}

/** `invoice 7`, `price 7`, `7`: the number in it. */
const NUMBERED = /^(?:[a-z]+ )?(\d{1,15})$/;

/**
 * Pages by how the action begins; `:number` and `:target` stand for what the entry names, without a number it is the list.
 */
const PAGES: readonly (readonly [begins: string, noun: Noun, list: string, one?: string])[] = [
  ['billing.invoice.', 'invoices', '/invoices', '/invoices/:number'],
  ['billing.mapping.', 'invoices', '/invoices'],
  ['billing.price.', 'prices', '/prices'],
  ['billing.rule.', 'billable-rules', '/billable-rules'],
  ['billing.alias.', 'aliases', '/aliases'],
  ['billing.group.', 'price-groups', '/price-groups'],
  ['billing.customer', 'customers', '/customers'],
  ['billing.statement.', 'usage', '/usage/statements'],
  ['billing.usage.', 'usage', '/usage'],
  ['billing.margin.', 'usage', '/usage/margin'],
  ['billing.accounting.export', 'periods', '/periods', '/periods/:target'],
  ['period.', 'periods', '/periods', '/periods/:target'],
  ['cancellation.', 'cancellations', '/cancellations', '/cancellations/:number'],
  ['cancellation_policy.', 'cancellation-policies', '/cancellation-policies'],
  ['approval.', 'approvals', '/approvals'],
  ['user.', 'users', '/users'],
  ['session.', 'users', '/users'],
  ['api_key.', 'api-keys', '/api-keys'],
  ['settings.', 'settings', '/settings/values', '/settings/values#:target'],
  ['backup.', 'backups', '/settings/backups'],
  ['playbook.', 'playbook', '/playbook'],
  ['personal_data.report', 'audit', '/audit/reveals'],
];

/** The page of what an entry names as its target; null where there is none, as of a call's address. */
export function targetPage({
  action,
  target,
}: Pick<AuditEntryDetail, 'action' | 'target'>): TargetPage | null {
  const found = target === null ? undefined : PAGES.find(([begins]) => action.startsWith(begins));
  if (target === null || found === undefined) return null;
  const [, noun, list, one = list] = found;
  const number = NUMBERED.exec(target)?.[1];
  if (number === undefined && one.includes(':number')) return { noun, to: list };
  return { noun, to: one.replace(':number', number ?? '').replace(':target', encodeURIComponent(target)) };
}
