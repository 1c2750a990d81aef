import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Switch,
  TextField,
} from '@mui/material';
import type { PolicyInput, PolicyRow, PolicyRule } from '@srs-desk/shared/cancellation/wire.ts';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RuleFields, ruleOf, textOfRule } from './RuleFields.tsx';

interface PolicyDialogProps {
  /** Null makes a new one. */
  policy: PolicyRow | null;
  rule: PolicyRule;
  onClose(): void;
  onSaved(): void;
}

/** Saves a rule that looks by itself from time to time and makes a proposal. It never cancels. */
export function PolicyDialog({ policy, rule, onClose, onSaved }: PolicyDialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  const label = (key: string) => translate(`desk.cancellations.policy.${key}`);
  const [name, setName] = useState(policy?.name ?? '');
  const [hours, setHours] = useState(String(policy?.everyHours ?? 24));
  const [enabled, setEnabled] = useState(policy?.enabled ?? true);
  const [text, setText] = useState(rule.kind === 'stale' ? textOfRule(rule.rule) : null);
  const stale = text === null ? null : ruleOf(text);
  const everyHours = Number(hours);
  const ready =
    name.trim() !== '' &&
    Number.isInteger(everyHours) &&
    everyHours >= 1 &&
    everyHours <= 744 &&
    (text === null || stale !== null);
  const save = useAction(async () => {
    const body: PolicyInput = {
      name: name.trim(),
      everyHours,
      enabled,
      rule: stale === null ? rule : { kind: 'stale', rule: stale },
    };
    const path = policy === null ? 'cancellation-policies' : `cancellation-policies/${policy.id}`;
    await ask(path, { method: policy === null ? 'POST' : 'PUT', body });
    onSaved();
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void save.run();
        }}
      >
        <DialogTitle id={titleId}>{label(policy === null ? 'new' : 'change')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          <p>{label('what')}</p>
          <TextField
            label={label('name')}
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            autoFocus
            slotProps={{ htmlInput: { maxLength: 100 } }}
          />
          {text === null ? null : <RuleFields value={text} onChange={setText} />}
          <TextField
            label={label('everyHours')}
            value={hours}
            helperText={label('everyHoursHelp')}
            onChange={(event) => setHours(event.target.value.trim())}
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
          <FormControlLabel
            control={<Switch checked={enabled} onChange={(event) => setEnabled(event.target.checked)} />}
            label={label('enabled')}
          />
          <ProblemAlert error={save.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('desk.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!ready || save.busy}>
            {label('save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
