import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  TextField,
} from '@mui/material';
import { DISPOSITIONS, type Disposition } from '@srs-desk/shared/billing/invoice-line.ts';
import type { InvoiceDetail, InvoiceLineRow } from '@srs-desk/shared/billing/wire.ts';
import { useId, useState } from 'react';
import { useLocaleState, useNotify, useTranslate } from 'react-admin';
import { ask } from '../../api/http.ts';
import { useAction } from '../../api/use-action.ts';
import { countText } from '../../format/amounts.ts';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';

/** What is settled: one line, several by their positions, or all of a class. */
export type Settling =
  | { lines: readonly [InvoiceLineRow] }
  | { positions: readonly number[] }
  | { total: InvoiceDetail['classes'][number] };

interface SettleDialogProps {
  invoiceId: number;
  settling: Settling;
  onClose(): void;
  onDone(): void;
}

/** The decision about lines, and a note that goes to the supplier with a dispute. */
export function SettleDialog({ invoiceId, settling, onClose, onDone }: SettleDialogProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const titleId = useId();
  const [locale = 'en'] = useLocaleState();
  const line = 'lines' in settling ? settling.lines[0] : null;
  const [disposition, setDisposition] = useState<Disposition>(
    line && line.disposition !== 'open' ? line.disposition : 'disputed',
  );
  const [note, setNote] = useState(line?.note ?? '');
  const save = useAction(async () => {
    const what =
      'total' in settling
        ? { class: settling.total.class }
        : { lines: 'positions' in settling ? settling.positions : settling.lines.map(({ id }) => id) };
    const body = { ...what, disposition, ...(note.trim() === '' ? {} : { note }) };
    await ask(`invoices/${invoiceId}/dispositions`, { method: 'POST', body });
    notify('desk.invoices.settled');
    onDone();
  });
  const text = (key: string) => translate(`desk.invoices.${key}`);
  const title =
    'total' in settling
      ? translate('desk.invoices.settleTitle.class', {
          class: translate(`desk.words.invoiceClass.${settling.total.class}`),
        })
      : 'positions' in settling
        ? translate('desk.invoices.settleTitle.some', { count: settling.positions.length })
        : text('settleTitle.one');
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '& > :first-of-type': { mt: 1 } }}>
          <TextField
            select
            label={text('decision')}
            value={disposition}
            onChange={(event) => setDisposition(event.target.value as Disposition)}
          >
            {DISPOSITIONS.map((each) => (
              <MenuItem key={each} value={each}>
                {translate(`desk.words.decision.${each}`)}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            label={text('note')}
            multiline
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 1000 } }}
          />
          {'total' in settling
            ? translate('desk.invoices.settleWhole', { count: countText(settling.total.count, locale) })
            : null}
          <ProblemAlert error={save.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('desk.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={save.busy}>
            {text('settle')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
