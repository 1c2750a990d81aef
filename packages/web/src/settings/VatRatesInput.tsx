import { Box, Button, TextField } from '@mui/material';
import { addMonths } from '@srs-desk/shared/billing/periods.ts';
import { useState } from 'react';
import { InputHelperText, useInput, useTranslate } from 'react-admin';
import { useCurrentPeriod } from '../billing/useBillingZone.ts';
import { isPeriod } from '../format/periods.ts';
import { readNumber } from './setting-form.ts';

/** A rate while it is typed: hundredths of a per cent, or what is no number yet. */
interface TypedRate {
  from: string;
  basisPoints: unknown;
  code: string;
}

const MOST = 10_000;

function isRate({ from, basisPoints }: TypedRate): boolean {
  const isWhole = typeof basisPoints === 'number' && Number.isInteger(basisPoints);
  return isPeriod(from) && isWhole && basisPoints >= 0 && basisPoints <= MOST;
}

/** The rates of VAT, each from a month on, with its code in the accounting program. */
export function VatRatesInput({
  source,
  name,
  disabled,
}: {
  source: string;
  name: string;
  disabled: boolean;
}) {
  const translate = useTranslate();
  const now = useCurrentPeriod();
  const validate = (rates: readonly TypedRate[] | '' | null) =>
    (rates || []).every(isRate) ? undefined : 'desk.admin.settings.rate.wrong';
  const { field, fieldState } = useInput({ source, validate });
  const rates: readonly TypedRate[] = field.value || [];
  const last = rates
    .map(({ from }) => from)
    .sort()
    .at(-1);
  const add = () => {
    const from = last === undefined ? `${now.slice(0, 4)}-01` : addMonths(isPeriod(last) ? last : now, 12);
    field.onChange([...rates, { from, basisPoints: null, code: '' }]);
  };
  const problem = fieldState.error?.message;
  return (
    <Box role="group" aria-label={name} sx={{ display: 'grid', gap: 1.5, mt: 1 }}>
      {rates.map((rate, at) => (
        <RateInputs
          // A rate is known by its place alone while it is typed.
          key={`${rates.length}-${String(at)}`}
          rate={rate}
          disabled={disabled}
          onChange={(next) => field.onChange(rates.map((each, place) => (place === at ? next : each)))}
          onRemove={() => field.onChange(rates.filter((_, place) => place !== at))}
        />
      ))}
      {problem === undefined ? null : (
        <Box role="alert" sx={{ color: 'error.main', fontSize: '0.8125rem' }}>
          <InputHelperText error={problem} />
        </Box>
      )}
      <div>
        <Button variant="outlined" disabled={disabled} onClick={add}>
          {translate('desk.admin.settings.rate.add')}
        </Button>
      </div>
    </Box>
  );
}

interface RateInputsProps {
  rate: TypedRate;
  disabled: boolean;
  onChange(rate: TypedRate): void;
  onRemove(): void;
}

function RateInputs({ rate, disabled, onChange, onRemove }: RateInputsProps) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.admin.settings.rate.${key}`);
  const [typed, setTyped] = useState(() =>
    typeof rate.basisPoints === 'number' ? String(rate.basisPoints / 100) : '',
  );
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <TextField
        type="month"
        label={text('from')}
        value={rate.from}
        disabled={disabled}
        onChange={({ target }) => onChange({ ...rate, from: target.value })}
        slotProps={{ inputLabel: { shrink: true } }}
        sx={{ width: 154 }}
      />
      <TextField
        label={text('percent')}
        value={typed}
        disabled={disabled}
        onChange={({ target }) => {
          setTyped(target.value);
          onChange({ ...rate, basisPoints: readNumber(target.value, 100) });
        }}
        slotProps={{ htmlInput: { inputMode: 'decimal' } }}
        sx={{ width: 84 }}
      />
      <TextField
        label={text('code')}
        value={rate.code}
        disabled={disabled}
        onChange={({ target }) => onChange({ ...rate, code: target.value })}
        slotProps={{ htmlInput: { maxLength: 20 } }}
        sx={{ width: 116 }}
      />
      <Button
        disabled={disabled}
        onClick={onRemove}
        aria-label={translate('desk.admin.settings.removeOf', { name: `${typed} % ${rate.from}` })}
      >
        {translate('desk.admin.settings.remove')}
      </Button>
    </Box>
  );
}
