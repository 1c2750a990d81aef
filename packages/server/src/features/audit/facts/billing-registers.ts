import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { and, eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { billingCustomers } from '../../billing/customers/table.ts';
import { billingAliases, billingAssignments } from '../../billing/external-ids/table.ts';
import { closeDigest, decisionsOf } from '../../billing/index.ts';
import { billingInvoices, billingInvoiceLines as invoiceLines } from '../../billing/invoices/table.ts';
import { billingCloses } from '../../billing/periods/table.ts';
import { billingGroups, billingPrices, billingRules } from '../../billing/prices/table.ts';
import { atOf, listOf, nameOf, numberIn, partsOf, textOf } from './entry-detail.ts';
import { storedBy, storedRow } from './logged-row.ts';
import type { LoggedRows, Register } from './register.ts';

const changed = (entry: EntryV1) => ({ changedAt: atOf(entry), changedBy: nameOf(entry.actor) });

/** Prices and billable rules: numbered, each entry with the whole row. */
function numbered(rows: LoggedRows, entry: EntryV1): void {
  const row = { ...partsOf(entry.detail.after), ...changed(entry) };
  if (entry.action.endsWith('.create')) rows.begin(rows.nextId(), entry, row);
  else {
    const id = numberIn(entry.target);
    if (id === null) return;
    if (entry.action.endsWith('.delete')) rows.end(id);
    else rows.change(id, entry, row);
  }
}

const allPrices = statement((db) => db.select().from(billingPrices));
const prices: Register = {
  table: 'billing_prices',
  actions: ['billing.price.create', 'billing.price.update', 'billing.price.delete'],
  replay: numbered,
  stored: (db) => storedBy(allPrices(db).all(), ({ id }) => id),
};

const allRules = statement((db) => db.select().from(billingRules));
const rules: Register = {
  table: 'billing_rules',
  actions: ['billing.rule.create', 'billing.rule.update', 'billing.rule.delete'],
  replay: numbered,
  stored: (db) => storedBy(allRules(db).all(), ({ id }) => id),
};

/** An assignment of a single order stands under the same actions as an alias. */
const isAssignment = (entry: EntryV1): boolean => entry.target === 'order' && entry.refId !== undefined;
const ALIAS_ACTIONS = ['billing.alias.create', 'billing.alias.update', 'billing.alias.delete'] as const;

const allAliases = statement((db) => db.select().from(billingAliases));
const aliases: Register = {
  table: 'billing_aliases',
  actions: ALIAS_ACTIONS,
  replay(rows, entry) {
    if (isAssignment(entry)) return;
    const raw = textOf(entry.detail.raw) ?? (entry.target === '(none)' ? '' : (entry.target ?? ''));
    if (entry.action.endsWith('.delete')) rows.end(raw);
    else rows.begin(raw, entry, { canonical: entry.detail.canonical, ...changed(entry) });
  },
  stored: (db) => storedBy(allAliases(db).all(), ({ raw }) => raw),
};

const allAssignments = statement((db) => db.select().from(billingAssignments));
const assignments: Register = {
  table: 'billing_assignments',
  actions: ALIAS_ACTIONS,
  replay(rows, entry) {
    const { refId, externalId } = entry;
    if (refId === undefined || !isAssignment(entry)) return;
    if (externalId === undefined) rows.end(refId);
    else rows.begin(refId, entry, { externalId, ...changed(entry) });
  },
  stored: (db) => storedBy(allAssignments(db).all(), ({ refId }) => refId),
};

const allGroups = statement((db) => db.select().from(billingGroups));
const groups: Register = {
  table: 'billing_groups',
  actions: ['billing.group.create', 'billing.group.update', 'billing.group.delete'],
  replay(rows, entry) {
    const externalId = entry.externalId ?? '';
    if (entry.action.endsWith('.delete')) rows.end(externalId);
    else rows.begin(externalId, entry, { group: entry.detail.group, ...changed(entry) });
  },
  stored: (db) => storedBy(allGroups(db).all(), ({ externalId }) => externalId),
};

const allCustomers = statement((db) => db.select().from(billingCustomers));
const customers: Register = {
  table: 'billing_customers',
  actions: ['billing.customer.create', 'billing.customer.update', 'billing.customer.delete'],
  replay(rows, entry) {
    const externalId = entry.externalId ?? '';
    if (entry.action.endsWith('.delete')) rows.end(externalId);
    else rows.begin(externalId, entry, { ...partsOf(entry.detail.after), ...changed(entry) });
  },
  stored: (db) => storedBy(allCustomers(db).all(), ({ externalId }) => externalId),
};

const { pricingTerms: _, ...CLOSE } = getTableColumns(billingCloses);
const allCloses = statement((db) => db.select(CLOSE).from(billingCloses));
const closes: Register = {
  table: 'billing_closes',
  actions: ['period.close', 'period.reopen'],
  replay(rows, entry) {
    const { target: period = '', detail } = entry;
    if (entry.action === 'period.close') {
      const { note, unresolved, frozen } = detail;
      const row = { period, closedAt: atOf(entry), closedBy: nameOf(entry.actor), note, unresolved, frozen };
      const open = { reopenedAt: null, reopenedBy: null, reopenReason: null };
      rows.begin(rows.nextId(), entry, { ...row, ...open });
      return;
    }
    for (const [id, row] of rows)
      if (row.get('period') === period && row.get('reopenedAt') === null)
        rows.change(id, entry, {
          reopenedAt: atOf(entry),
          reopenedBy: nameOf(entry.actor),
          reopenReason: detail.reason,
        });
  },
  stored: (db) =>
    storedBy(
      allCloses(db)
        .all()
        .map((close) => ({ ...close, frozen: closeDigest(db, close.id) })),
      ({ id }) => id,
    ),
};

const allInvoices = statement((db) => db.select().from(billingInvoices));
const invoices: Register = {
  table: 'billing_invoices',
  actions: [
    'billing.invoice.upload',
    'billing.invoice.correct',
    'billing.invoice.reconcile',
    'billing.invoice.disposition',
    'billing.invoice.delete',
  ],
  replay(rows, entry) {
    const { action, detail } = entry;
    if (action === 'billing.invoice.upload') {
      const { supplier, number, period, currency, fileHash, lines, sumMinor } = detail;
      const file = { supplier, number, period, currency, fileHash, lines, sumMinor };
      const uploaded = { uploadedAt: atOf(entry), uploadedBy: nameOf(entry.actor), decided: 0 };
      rows.begin(rows.nextId(), entry, { ...file, ...uploaded, deletedAt: null });
      return;
    }
    const id = numberIn(entry.target);
    if (id === null) return;
    // Its lines go with it.
    if (action === 'billing.invoice.correct') {
      const { supplier, number, period } = detail;
      rows.change(id, entry, { supplier, number, period });
    } else if (action === 'billing.invoice.delete')
      rows.change(id, entry, { deletedAt: atOf(entry), decided: 0, decisions: undefined });
    else
      rows.change(id, entry, {
        decided: detail.decided,
        decisions: detail.decisions,
        ...(action === 'billing.invoice.reconcile' ? { reconciledAt: atOf(entry) } : {}),
      });
  },
  stored: (db) =>
    storedBy(
      allInvoices(db)
        .all()
        .map((invoice) => ({ ...invoice, ...decisionsOf(db, invoice.id) })),
      ({ id }) => id,
    ),
};

const LINE = ' line ';
const keyOfLine = (invoice: number | null, line: unknown): string => `${invoice}${LINE}${String(line)}`;

const lineOf = statement(
  { invoiceId: invoiceLines.invoiceId, id: invoiceLines.id },
  (db, { invoiceId, id }) =>
    db
      .select({
        disposition: invoiceLines.disposition,
        decidedAt: invoiceLines.decidedAt,
        decidedBy: invoiceLines.decidedBy,
      })
      .from(invoiceLines)
      .where(and(eq(invoiceLines.invoiceId, invoiceId), eq(invoiceLines.id, id))),
);

/** The decisions that name their lines; those by class are held by the digest of their invoice alone. */
const decisions: Register = {
  table: 'billing_invoice_lines',
  actions: ['billing.invoice.reconcile', 'billing.invoice.disposition', 'billing.invoice.delete'],
  partial: true,
  replay(rows, entry) {
    const { detail, action } = entry;
    const id = numberIn(entry.target);
    const named = listOf(detail.lines);
    const isNamed = action === 'billing.invoice.disposition' && detail.count === named.length;
    if (!isNamed) for (const key of rows.keys()) if (key.startsWith(keyOfLine(id, ''))) rows.end(key);
    if (action !== 'billing.invoice.disposition') return;
    const decision = {
      disposition: detail.disposition,
      decidedAt: atOf(entry),
      decidedBy: nameOf(entry.actor),
    };
    for (const line of named) rows.begin(keyOfLine(id, line), entry, decision);
  },
  stored(db, logged) {
    const rows = [...logged.keys()].map((key) => {
      const [invoiceId = 0, id = 0] = key.split(LINE).map(Number);
      return { key, row: lineOf(db).get({ invoiceId, id }) };
    });
    return new Map(rows.flatMap(({ key, row }) => (row === undefined ? [] : [[key, storedRow(row)]])));
  },
};

export const BILLING_REGISTERS: readonly Register[] = [
  prices,
  rules,
  aliases,
  assignments,
  groups,
  customers,
  closes,
  invoices,
  decisions,
];
