import {
  Autocomplete,
  Box,
  createFilterOptions,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { useTranslate } from 'react-admin';
import { isPeriod } from '../../format/periods.ts';
import { moved, USAGE_AXES, USAGE_STACKS, type UsageView } from './usage-address.ts';

interface UsageControlsProps {
  view: UsageView;
  /** External IDs in use; empty text: orders without one. */
  externalIds: readonly string[];
  onChange(view: UsageView): void;
}

/** Months and External ID first; then what a bar is, and what it is stacked of. */
export function UsageControls({ view, externalIds, onChange }: UsageControlsProps) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.billing.${key}`);
  return (
    <Box
      role="search"
      aria-label={text('controls')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}
    >
      <MonthField
        label={text('from')}
        value={view.from}
        onChange={(from) => onChange(moved(view, { from }))}
      />
      <MonthField label={text('to')} value={view.to} onChange={(to) => onChange(moved(view, { to }))} />
      <ExternalIdField
        value={view.externalId}
        externalIds={externalIds}
        onChange={(externalId) => onChange({ ...view, externalId })}
      />
      <Choice
        label={text('axis.label')}
        value={view.axis}
        values={USAGE_AXES}
        textOf={(value) => text(`axis.${value}`)}
        onChange={(axis) => onChange({ ...view, axis })}
      />
      <Choice
        label={text('stack.label')}
        value={view.stack}
        values={USAGE_STACKS}
        textOf={(value) => text(`stack.${value}`)}
        onChange={(stack) => onChange({ ...view, stack })}
      />
    </Box>
  );
}

interface MonthFieldProps {
  label: string;
  value: string;
  onChange(period: string): void;
}

/** A month, by the browser's own picker. */
export function MonthField({ label, value, onChange }: MonthFieldProps) {
  return (
    <TextField
      type="month"
      label={label}
      defaultValue={value}
      key={value}
      onChange={(event) => {
        if (isPeriod(event.target.value)) onChange(event.target.value);
      }}
      sx={{ width: { xs: 172, sm: 190 } }}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}

const firstHundred = createFilterOptions<string>({ limit: 100 });

interface ExternalIdFieldProps {
  value: string | null;
  externalIds: readonly string[];
  onChange(externalId: string | null): void;
  /** Without "all of them". */
  required?: boolean;
}

/** An External ID out of those in use. */
export function ExternalIdField({ value, externalIds, onChange, required = false }: ExternalIdFieldProps) {
  const translate = useTranslate();
  const none = translate('desk.billing.none');
  const options = value === null || externalIds.includes(value) ? externalIds : [value, ...externalIds];
  return (
    <Autocomplete
      size="small"
      options={options}
      value={value}
      onChange={(_event, picked) => onChange(picked)}
      disableClearable={required && value !== null}
      filterOptions={firstHundred}
      getOptionLabel={(option) => (option === '' ? none : option)}
      getOptionKey={(option) => option}
      sx={{ width: { xs: '100%', sm: 260 } }}
      renderInput={(props) => (
        <TextField
          {...props}
          label="External ID"
          placeholder={translate('desk.billing.allExternalIds')}
          slotProps={{ ...props.slotProps, inputLabel: { ...props.slotProps.inputLabel, shrink: true } }}
        />
      )}
    />
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  values: readonly T[];
  textOf(value: T): string;
  onChange(value: T): void;
}

function Choice<T extends string>({ label, value, values, textOf, onChange }: ChoiceProps<T>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_event, picked: T | null) => {
        if (picked !== null) onChange(picked);
      }}
    >
      {values.map((one) => (
        <ToggleButton key={one} value={one} sx={{ textTransform: 'none', px: 1.25, color: 'text.primary' }}>
          {textOf(one)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
