import { Box } from '@mui/material';
import { useLocaleState } from 'react-admin';
import { moneyText } from '../format/amounts.ts';

/** Money from integer minor units, right-aligned in its cell. */
export function MoneyText({ minor, currency }: { minor: number; currency: string }) {
  const [locale = 'en'] = useLocaleState();
  return (
    <Box component="span" sx={{ display: 'block', textAlign: 'right', whiteSpace: 'nowrap' }}>
      {moneyText(minor, currency, locale)}
    </Box>
  );
}
