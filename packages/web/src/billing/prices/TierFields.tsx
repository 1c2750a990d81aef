import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Box, Button, FormHelperText, IconButton, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DraftErrors, PriceDraft } from './price-draft.ts';

interface TierFieldsProps {
  draft: PriceDraft;
  errors: DraftErrors;
  onChange(part: Partial<PriceDraft>): void;
}

/** Currency, price per piece in tiers, and the minimum fee. */
export function TierFields({ draft, errors, onChange }: TierFieldsProps) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.prices.${key}`);
  const wrong = (field: string) => {
    const message = errors[field];
    return message === undefined ? {} : { error: true, helperText: translate(message, { _: message }) };
  };
  const setTier = (at: number, part: Partial<PriceDraft['tiers'][number]>) =>
    onChange({ tiers: draft.tiers.map((tier, n) => (n === at ? { ...tier, ...part } : tier)) });
  const amount = { htmlInput: { inputMode: 'decimal' as const, style: { textAlign: 'right' as const } } };
  const last = draft.tiers.length - 1;
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, display: 'grid', gap: 1.5 }}>
      <Typography component="legend" variant="h3" sx={{ mb: 1 }}>
        {text('tiers')}
      </Typography>
      {[...draft.tiers.entries()].map(([at, tier]) => (
        <Box
          key={at}
          sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: '1fr 1fr 32px', alignItems: 'start' }}
        >
          {at === last ? (
            <Box sx={{ alignSelf: 'center', color: 'text.secondary' }}>{text('rest')}</Box>
          ) : (
            <TextField
              label={text('upTo')}
              required
              value={tier.upTo}
              onChange={(event) => setTier(at, { upTo: event.target.value })}
              slotProps={{ htmlInput: { inputMode: 'numeric', style: { textAlign: 'right' } } }}
              {...wrong(`tiers.${at}.upTo`)}
            />
          )}
          <TextField
            label={text('unit')}
            required
            value={tier.unit}
            onChange={(event) => setTier(at, { unit: event.target.value })}
            slotProps={amount}
            {...wrong(`tiers.${at}.unitMinor`)}
          />
          {at === last ? (
            <span />
          ) : (
            <IconButton
              size="small"
              aria-label={translate('desk.prices.removeTier', { n: at + 1 })}
              onClick={() => onChange({ tiers: draft.tiers.filter((_, n) => n !== at) })}
            >
              <DeleteOutlined fontSize="small" />
            </IconButton>
          )}
        </Box>
      ))}
      {errors.tiers ? <FormHelperText error>{errors.tiers}</FormHelperText> : null}
      <Button
        sx={{ justifySelf: 'start' }}
        onClick={() => {
          const rest = draft.tiers[last] ?? { upTo: '', unit: '' };
          onChange({ tiers: [...draft.tiers.slice(0, last), { upTo: '', unit: rest.unit }, rest] });
        }}
      >
        {text('addTier')}
      </Button>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: '1fr 1fr 32px' }}>
        <TextField
          label={text('currency')}
          required
          value={draft.currency}
          onChange={(event) => onChange({ currency: event.target.value.toUpperCase() })}
          slotProps={{ htmlInput: { maxLength: 3 } }}
          {...wrong('currency')}
        />
        <TextField
          label={text('minimum')}
          value={draft.minimum}
          onChange={(event) => onChange({ minimum: event.target.value })}
          slotProps={amount}
          {...wrong('minimumMinor')}
        />
      </Box>
    </Box>
  );
}
