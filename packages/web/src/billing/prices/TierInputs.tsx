import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Box, Button, FormHelperText, IconButton, Typography } from '@mui/material';
import { TextInput, useTranslate } from 'react-admin';
import { useFormContext, useFormState, useWatch } from 'react-hook-form';
import type { PriceDraft } from './price-draft.ts';
import { asText } from './ScopeInputs.tsx';

const AMOUNT = { htmlInput: { inputMode: 'decimal', style: { textAlign: 'right' } } } as const;
const COUNT = { htmlInput: { inputMode: 'numeric', style: { textAlign: 'right' } } } as const;

/** Currency, price per piece in tiers, and the minimum fee. */
export function TierInputs() {
  const translate = useTranslate();
  const { setValue } = useFormContext<PriceDraft>();
  const tiers = useWatch<PriceDraft, 'tiers'>({ name: 'tiers' });
  const list = useWatch<PriceDraft, 'list'>({ name: 'list' });
  const { errors } = useFormState<PriceDraft>();
  const last = tiers.length - 1;
  const wrong = errors.tiers?.message;
  const add = () => {
    const rest = tiers[last] ?? { upTo: '', unitMinor: '' };
    setValue('tiers', [...tiers.slice(0, last), { upTo: '', unitMinor: rest.unitMinor }, rest]);
  };
  const remove = (at: number) =>
    setValue(
      'tiers',
      tiers.filter((_tier, n) => n !== at),
    );
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, display: 'grid', gap: 1.5 }}>
      <Typography component="legend" variant="h3" sx={{ mb: 1 }}>
        {translate('desk.prices.tiers')}
      </Typography>
      {[...tiers.keys()].map((at) => (
        <Box
          key={at}
          sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: '1fr 1fr 32px', alignItems: 'start' }}
        >
          {at === last ? (
            <Box sx={{ alignSelf: 'center', color: 'text.secondary' }}>{translate('desk.prices.rest')}</Box>
          ) : (
            <TextInput
              source={`tiers.${at}.upTo`}
              label="desk.prices.upTo"
              parse={asText}
              required
              slotProps={COUNT}
            />
          )}
          <TextInput
            source={`tiers.${at}.unitMinor`}
            label="desk.prices.unit"
            parse={asText}
            required
            slotProps={AMOUNT}
          />
          {at === last ? (
            <span />
          ) : (
            <IconButton
              size="small"
              aria-label={translate('desk.prices.removeTier', { n: at + 1 })}
              onClick={() => remove(at)}
            >
              <DeleteOutlined fontSize="small" />
            </IconButton>
          )}
        </Box>
      ))}
      {wrong ? <FormHelperText error>{wrong}</FormHelperText> : null}
      <Button sx={{ justifySelf: 'start' }} onClick={add}>
        {translate('desk.prices.addTier')}
      </Button>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: '1fr 1fr 32px' }}>
        <TextInput
          source="currency"
          label="desk.prices.currency"
          parse={(text: string) => text.toUpperCase()}
          required
          slotProps={{ htmlInput: { maxLength: 3 } }}
        />
        <TextInput source="minimumMinor" label="desk.prices.minimum" parse={asText} slotProps={AMOUNT} />
        <span />
        {list === 'supplier' ? (
          <TextInput source="baseMinor" label="desk.prices.base" parse={asText} slotProps={AMOUNT} />
        ) : null}
      </Box>
    </Box>
  );
}
