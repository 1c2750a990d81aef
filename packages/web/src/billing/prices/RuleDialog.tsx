import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  MenuItem,
  TextField,
} from '@mui/material';
import { BILLING_EVENTS, type BillingEventKind } from '@srs-desk/shared/billing/billable.ts';
import type { RuleRow } from '@srs-desk/shared/billing/wire.ts';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../../api/http.ts';
import { ApiProblem, hasCode } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { MethodField, ValidityFields } from './fields.tsx';
import { type DraftErrors, scopeOf } from './price-draft.ts';
import { useRefusalText } from './useRefusalText.ts';

interface RuleDialogProps {
  /** Null makes a new one. */
  rule: RuleRow | null;
  rules: readonly RuleRow[];
  onClose(): void;
  onDone(): void;
}

/** Makes a billable rule, or changes one. */
export function RuleDialog({ rule, rules, onClose, onDone }: RuleDialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  const text = (key: string) => translate(`desk.prices.${key}`);
  const any = rule === null || (rule.issuer === null && rule.method === null);
  const [fields, setFields] = useState({
    method: any ? '' : `${rule.issuer ?? ''}|${rule.method ?? ''}`,
    event: rule?.event ?? ('terminated' as BillingEventKind),
    failedBillable: rule?.failedBillable ?? false,
    validFrom: rule?.validFrom ?? '',
    validTo: rule?.validTo ?? '',
  });
  const [refused, setRefused] = useState<DraftErrors>({});
  const refusal = useRefusalText();
  const save = useAction(async () => {
    const { method, validTo, ...rest } = fields;
    const body = { ...rest, ...scopeOf(method), validTo: validTo || null };
    setRefused({});
    try {
      await (rule === null
        ? ask('billable-rules', { method: 'POST', body })
        : ask(`billable-rules/${rule.id}`, { method: 'PUT', body }));
    } catch (error) {
      if (!hasCode(error, 'list_refused')) throw error;
      const others = rules.filter(
        (each) => each.id !== rule?.id && each.issuer === body.issuer && each.method === body.method,
      );
      setRefused({ validFrom: refusal(error, [...others, body]) });
      return;
    }
    onDone();
  });
  const server = save.error instanceof ApiProblem ? save.error.errors : {};
  const errors = { ...server, ...refused };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <DialogTitle id={titleId}>{text(rule === null ? 'addRule' : 'change')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '& > :first-of-type': { mt: 1 } }}>
          <MethodField value={fields.method} onChange={(method) => setFields({ ...fields, method })} />
          <TextField
            select
            label={text('event')}
            value={fields.event}
            onChange={(event) => setFields({ ...fields, event: event.target.value as BillingEventKind })}
          >
            {BILLING_EVENTS.map((event) => (
              <MenuItem key={event} value={event}>
                {translate(`desk.words.billingEvent.${event}`)}
              </MenuItem>
            ))}
          </TextField>
          <FormControlLabel
            control={
              <Checkbox
                checked={fields.failedBillable}
                onChange={(event) => setFields({ ...fields, failedBillable: event.target.checked })}
              />
            }
            label={text('failedBillable')}
          />
          <ValidityFields
            validFrom={fields.validFrom}
            validTo={fields.validTo}
            errors={errors}
            onChange={(part) => setFields({ ...fields, ...part })}
          />
          {Object.keys(errors).length === 0 ? <ProblemAlert error={save.error} /> : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('desk.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={save.busy}>
            {translate('desk.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
