import { MenuItem, TextField } from '@mui/material';
import { type StaleRule, staleRule } from '@srs-desk/shared/cancellation/stale.ts';
import { PENDING_STATUSES } from '@srs-desk/shared/order/status.ts';
import { useTranslate } from 'react-admin';

/** A stale rule as it stands in its fields. */
export interface RuleText {
  statuses: StaleRule['statuses'];
  days: string;
  /** Names with commas between them; empty means all. */
  methods: string;
  externalIds: string;
}

const namesOf = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The rule that the fields hold, or null while they hold none. */
export function ruleOf(text: RuleText): StaleRule | null {
  const [methods, externalIds] = [namesOf(text.methods), namesOf(text.externalIds)];
  const parsed = staleRule.safeParse({
    statuses: text.statuses,
    olderThanDays: Number(text.days),
    ...(methods.length === 0 ? {} : { methods }),
    ...(externalIds.length === 0 ? {} : { externalIds }),
  });
  return parsed.success ? parsed.data : null;
}

/** A rule as its fields show it. */
export function textOfRule(rule: StaleRule): RuleText {
  return {
    statuses: rule.statuses,
    days: String(rule.olderThanDays),
    methods: rule.methods?.join(', ') ?? '',
    externalIds: rule.externalIds?.join(', ') ?? '',
  };
}

interface RuleFieldsProps {
  value: RuleText;
  onChange(value: RuleText): void;
}

/** In which statuses, for how many days, of which methods and External IDs. */
export function RuleFields({ value, onChange }: RuleFieldsProps) {
  const translate = useTranslate();
  const label = (key: string) => translate(`desk.cancellations.stale.${key}`);
  const daysWrong = !/^[1-9]\d{0,3}$/.test(value.days);
  return (
    <>
      <StatusField value={value.statuses} onChange={(statuses) => onChange({ ...value, statuses })} />
      <TextField
        label={label('days')}
        value={value.days}
        sx={{ width: 140 }}
        error={daysWrong}
        helperText={daysWrong ? label('daysWrong') : ' '}
        onChange={(event) => onChange({ ...value, days: event.target.value.trim() })}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      />
      <TextField
        label={label('methods')}
        value={value.methods}
        helperText={label('all')}
        onChange={(event) => onChange({ ...value, methods: event.target.value })}
      />
      <TextField
        label={label('externalIds')}
        value={value.externalIds}
        helperText={label('all')}
        onChange={(event) => onChange({ ...value, externalIds: event.target.value })}
      />
    </>
  );
}

/** The statuses in which an order can lie about, to choose from. */
function StatusField({
  value,
  onChange,
}: {
  value: RuleText['statuses'];
  onChange(value: RuleText['statuses']): void;
}) {
  const translate = useTranslate();
  return (
    <TextField
      select
      label={translate('desk.cancellations.stale.column.status')}
      value={value}
      sx={{ minWidth: 220 }}
      onChange={(event) => onChange(event.target.value as unknown as RuleText['statuses'])}
      slotProps={{ select: { multiple: true } }}
    >
      {PENDING_STATUSES.map((status) => (
        <MenuItem key={status} value={status}>
          {translate(`desk.words.status.${status}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
