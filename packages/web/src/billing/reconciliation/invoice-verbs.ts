import type {
  DispositionInput,
  InvoiceAgain,
  InvoiceDetail,
  InvoiceFileView,
  InvoiceInput,
} from '@srs-desk/shared/billing/wire.ts';
import { ask, withQuery } from '../../api/http.ts';

export const invoiceVerbs = {
  /** Shows what is in a file; nothing is imported yet. */
  uploadInvoiceFile: ({ file }: { file: File }) =>
    ask<InvoiceFileView>(withQuery('invoice-files', { name: file.name.slice(-200) }), {
      method: 'POST',
      body: file,
    }),
  /** Looks at the file again, with its lines in another sheet or below another row. */
  previewInvoiceFile: (at: { fileId: string; sheet: string; headerRow?: number }) =>
    ask<InvoiceFileView>(
      withQuery(`invoice-files/${at.fileId}`, { sheet: at.sheet, headerRow: at.headerRow?.toString() }),
    ),
  /** How far the import of a file has come; null once it is over. */
  invoiceFileProgress: ({ fileId }: { fileId: string }, signal?: AbortSignal) =>
    ask<{ phase: string; lines: number } | null>(`invoice-files/${fileId}/progress`, { signal }),
  /** Stops the import of a file that is under way. */
  stopImport: ({ fileId }: { fileId: string }) => ask(`invoice-files/${fileId}/stop`, { method: 'POST' }),
  importInvoice: (body: InvoiceInput) => ask<InvoiceDetail>('invoices', { method: 'POST', body }),
  /** Compares an invoice anew with our orders. */
  reconcileInvoice: ({ id }: { id: number }) =>
    ask<InvoiceAgain>(`invoices/${id}/reconcile`, { method: 'POST' }),
  /** Decides about lines, or about a whole class. */
  settleLines: ({ id, ...body }: DispositionInput & { id: number }) =>
    ask<InvoiceDetail>(`invoices/${id}/dispositions`, { method: 'POST', body }),
};
