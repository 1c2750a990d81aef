import { DISPOSITIONS } from '@srs-desk/shared/billing/invoice-line.ts';
import type { InvoiceDetail, InvoiceLineRow } from '@srs-desk/shared/billing/wire.ts';
import { SelectInput, TextInput, useLocaleState, useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../../api/use-verb.ts';
import { countText } from '../../format/amounts.ts';
import { choicesOf } from '../../kit/form/choices-of.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';

/** What is settled: one line, several by their positions, or all of a class. */
type Settling =
  | { line: InvoiceLineRow }
  | { positions: readonly number[] }
  | { total: InvoiceDetail['classes'][number] };

interface SettleDialogProps {
  invoiceId: number;
  settling: Settling;
  onClose(): void;
  onDone?(): void;
}

/** The decision about lines, and a note that goes to the supplier with a dispute. */
export function SettleDialog({ invoiceId, settling, onClose, onDone }: SettleDialogProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const [locale = 'en'] = useLocaleState();
  const line = 'line' in settling ? settling.line : null;
  const settle = useVerb('settleLines', {
    touches: ['invoices'],
    onSuccess: () => notify('desk.invoices.settled'),
  });
  return (
    <FormDialog
      title={useTitle(settling)}
      submitLabel={translate('desk.invoices.settle')}
      defaultValues={{
        disposition: line && line.disposition !== 'open' ? line.disposition : 'disputed',
        note: line?.note ?? null,
      }}
      onSubmit={({ disposition, note }) =>
        settle.mutateAsync(
          { id: invoiceId, ...linesOf(settling), disposition, ...(note ? { note } : {}) },
          {
            onSuccess() {
              onDone?.();
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <SelectInput
        source="disposition"
        label="desk.invoices.decision"
        choices={choicesOf(DISPOSITIONS, 'desk.words.decision')}
        isRequired
      />
      <TextInput
        source="note"
        label="desk.invoices.note"
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: 1000 } }}
      />
      {'total' in settling
        ? translate('desk.invoices.settleWhole', { count: countText(settling.total.count, locale) })
        : null}
    </FormDialog>
  );
}

function linesOf(settling: Settling) {
  if ('total' in settling) return { class: settling.total.class };
  return { lines: 'positions' in settling ? [...settling.positions] : [settling.line.id] };
}

function useTitle(settling: Settling): string {
  const translate = useTranslate();
  if ('total' in settling) {
    return translate('desk.invoices.settleTitle.class', {
      class: translate(`desk.words.invoiceClass.${settling.total.class}`),
    });
  }
  return 'positions' in settling
    ? translate('desk.invoices.settleTitle.some', { count: settling.positions.length })
    : translate('desk.invoices.settleTitle.one');
}
