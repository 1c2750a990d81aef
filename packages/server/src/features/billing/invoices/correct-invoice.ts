import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { InvoiceAgain, InvoiceDetail, InvoicePatch } from '@srs-desk/shared/billing/wire.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import { settled } from '../refusals.ts';
import { readInvoice, refuseToCome } from './invoices.ts';
import { type InvoiceProgress, progressOf } from './running-imports.ts';
import { stageLines } from './stage-lines.ts';

/** Reconciles the lines of a stored invoice for a month, and puts them in the place of the old ones with what `store` adds. */
async function matchAgain(
  desk: Desk,
  who: Principal,
  invoice: InvoiceDetail,
  period: Period,
  gone: AbortSignal,
  store: (
    replace: Extract<CommandCall, { name: 'billing.replace_lines' }>,
  ) => Promise<Pick<InvoiceAgain, 'decisionsDropped'>>,
): Promise<InvoiceAgain> {
  const { id } = invoice;
  const upload = `invoice-${id}`;
  const work = {
    kind: 'again',
    invoiceId: id,
    currency: invoice.currency,
    databasePath: desk.config.databasePath,
    timeZone: desk.config.billingTimeZone,
    period,
    tolerance: { minor: invoice.toleranceMinor, perMille: invoice.tolerancePerMille },
  } as const;
  const { actor, origin } = who;
  const isMoved = period !== invoice.period;
  const { decisionsDropped } = await stageLines(desk, who, upload, work, gone, ({ staged }) =>
    store({ name: 'billing.replace_lines', args: { id, upload, staged, isMoved, actor, origin } }),
  );
  return { ...readInvoice(desk, id), decisionsDropped };
}

/**
 * Reconciles an invoice's lines again, with orders, prices and aliases as they are now.
 * @throws NotFound, Conflict `busy`, `import_running`, `imports_full`
 */
export async function reconcileAgain(
  desk: Desk,
  who: Principal,
  id: number,
  gone: AbortSignal,
): Promise<InvoiceAgain> {
  const invoice = readInvoice(desk, id);
  return matchAgain(desk, who, invoice, invoice.period, gone, async (replace) => {
    const { results } = settled(await desk.ledger.record([replace], []));
    return results[0];
  });
}

/**
 * Corrects whose invoice it is, its number or its month; for another month its lines are reconciled again.
 * @throws NotFound, InvalidInput for a month to come, Conflict `same_number`, and those of `reconcileAgain`
 */
export async function correctInvoice(
  desk: Desk,
  who: Principal,
  id: number,
  patch: InvoicePatch,
  gone: AbortSignal,
): Promise<InvoiceAgain> {
  const invoice = readInvoice(desk, id);
  const supplier = patch.supplier ?? invoice.supplier;
  const number = patch.number ?? invoice.number;
  const period = patch.period ?? invoice.period;
  refuseToCome(desk, period);
  const entry = {
    action: 'billing.invoice.correct',
    actor: who.actor,
    origin: who.origin,
    target: `invoice ${id}`,
    detail: {
      supplier,
      number,
      period,
      before: { supplier: invoice.supplier, number: invoice.number, period: invoice.period },
    },
  } as const;
  const correct = { name: 'billing.correct_invoice', args: { id, supplier, number, period } } as const;
  if (period === invoice.period) {
    settled(await desk.ledger.record([correct], [entry]));
    return { ...readInvoice(desk, id), decisionsDropped: 0 };
  }
  return matchAgain(desk, who, invoice, period, gone, async (replace) => {
    const { results } = settled(await desk.ledger.record([correct, replace], [entry]));
    return results[1];
  });
}

/** How far reconciling an invoice again has come; null when it is not under way. @throws NotFound */
export function reconcileProgress(desk: Desk, id: number): InvoiceProgress | null {
  readInvoice(desk, id);
  return progressOf(desk.ledger, `invoice-${id}`);
}
