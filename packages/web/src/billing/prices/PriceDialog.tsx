import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  TextField,
} from '@mui/material';
import { PRICE_LISTS, type Price, type PriceListName } from '@srs-desk/shared/billing/price-list.ts';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../../api/http.ts';
import { ApiProblem, hasCode } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { MethodField, ValidityFields } from './fields.tsx';
import {
  type DraftErrors,
  draftOf,
  type PriceDraft,
  readDraft,
  refusedField,
  sameScope,
  WHOSE,
} from './price-draft.ts';
import { TierFields } from './TierFields.tsx';
import { useRefusalText } from './useRefusalText.ts';

/** What the dialog is for: a new price, a change of one, or one that takes over from another. */
export type PriceTask = { kind: 'add' } | { kind: 'change' | 'replace'; price: PriceRow };

interface PriceDialogProps {
  task: PriceTask;
  prices: readonly PriceRow[];
  onClose(): void;
  onDone(): void;
}

function save(task: PriceTask, price: Price): Promise<unknown> {
  if (task.kind === 'add') return ask('prices', { method: 'POST', body: price });
  const path = `prices/${task.price.id}`;
  return task.kind === 'change'
    ? ask(path, { method: 'PUT', body: price })
    : ask(`${path}/replace`, { method: 'POST', body: price });
}

/** The other prices of the scope as they would stand beside `price`, for saying what does not fit. */
function neighbours(task: PriceTask, price: Price, prices: readonly PriceRow[]): Price[] {
  return prices
    .filter((each) => sameScope(each, price) && !(task.kind === 'change' && each.id === task.price.id))
    .map((each) =>
      task.kind === 'replace' && each.id === task.price.id ? { ...each, validTo: price.validFrom } : each,
    );
}

/** Adds, changes or replaces a price; what the server refuses stands at the field it is about. */
export function PriceDialog({ task, prices, onClose, onDone }: PriceDialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  const today = new Date().toISOString().slice(0, 10);
  const [draft, setDraft] = useState<PriceDraft>(() => {
    const start = draftOf(task.kind === 'add' ? null : task.price, today);
    return task.kind === 'replace' ? { ...start, validFrom: '' } : start;
  });
  const [wrong, setWrong] = useState<DraftErrors>({});
  const refusal = useRefusalText();
  const text = (key: string) => translate(`desk.prices.${key}`);
  const action = useAction(async () => {
    const read = readDraft(draft);
    setWrong(read.ok ? {} : read.errors);
    if (!read.ok) return;
    try {
      await save(task, read.price);
    } catch (error) {
      if (!hasCode(error, 'list_refused')) throw error;
      const others = neighbours(task, read.price, prices);
      setWrong({ [refusedField(read.price)]: refusal(error, [...others, read.price]) });
      return;
    }
    onDone();
  });
  const server = action.error instanceof ApiProblem ? action.error.errors : {};
  const errors: DraftErrors = { ...server, ...wrong };
  const change = (part: Partial<PriceDraft>) => setDraft({ ...draft, ...part });
  const fixed = task.kind === 'replace';
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void action.run();
        }}
      >
        <DialogTitle id={titleId}>{text(task.kind)}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '& > :first-of-type': { mt: 1 } }}>
          {fixed ? <Alert severity="info">{text('replaceHelp')}</Alert> : null}
          <WhoseFields draft={draft} errors={errors} disabled={fixed} onChange={change} />
          <MethodField value={draft.method} disabled={fixed} onChange={(method) => change({ method })} />
          <ValidityFields
            validFrom={draft.validFrom}
            validTo={draft.validTo}
            errors={errors}
            onChange={change}
          />
          <TierFields draft={draft} errors={errors} onChange={change} />
          {Object.keys(errors).length === 0 ? <ProblemAlert error={action.error} /> : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('desk.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={action.busy}>
            {translate('desk.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface WhoseFieldsProps {
  draft: PriceDraft;
  errors: DraftErrors;
  disabled: boolean;
  onChange(part: Partial<PriceDraft>): void;
}

function WhoseFields({ draft, errors, disabled, onChange }: WhoseFieldsProps) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.prices.${key}`);
  const nameError = errors.externalId ?? errors.group;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
      <TextField
        select
        label={text('list.label')}
        value={draft.list}
        disabled={disabled}
        onChange={(event) => onChange({ list: event.target.value as PriceListName })}
      >
        {PRICE_LISTS.map((list) => (
          <MenuItem key={list} value={list}>
            {text(`list.${list}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={text('whose.label')}
        value={draft.whose}
        disabled={disabled}
        onChange={(event) => onChange({ whose: event.target.value as PriceDraft['whose'], name: '' })}
      >
        {WHOSE.map((whose) => (
          <MenuItem key={whose} value={whose}>
            {text(`whose.${whose}`)}
          </MenuItem>
        ))}
      </TextField>
      {draft.whose === 'everyone' ? null : (
        <TextField
          label={draft.whose === 'group' ? text('group') : 'External ID'}
          required
          value={draft.name}
          disabled={disabled}
          onChange={(event) => onChange({ name: event.target.value })}
          error={nameError !== undefined}
          helperText={nameError}
        />
      )}
    </Box>
  );
}
