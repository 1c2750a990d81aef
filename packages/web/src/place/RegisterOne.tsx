import { Box, Button, Typography } from '@mui/material';
import type { ImportReport } from '@srs-desk/shared/api/orders.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

interface RegisterOneProps {
  refId: string;
  autoFocus?: boolean;
  /** SRS knows it, so that there is an order now. */
  onKnown(): void;
}

/** Asks SRS about a Ref ID that the desk does not know. What SRS does not know is no order: it says so, and that it goes on asking. */
export function RegisterOne({ refId, autoFocus = false, onKnown }: RegisterOneProps) {
  const translate = useTranslate();
  const [told, setTold] = useState<'not_found' | 'pending' | null>(null);
  const register = useAction(async () => {
    const body = { refIds: [refId] };
    const { lines } = await ask<ImportReport>('orders/import', { method: 'POST', body });
    const outcome = lines[0]?.outcome;
    if (outcome === 'not_found' || outcome === 'pending') setTold(outcome);
    else if (outcome !== 'invalid') onKnown();
  });
  return (
    <Box role="status">
      {told === null ? (
        <>
          <Button
            variant="contained"
            autoFocus={autoFocus}
            disabled={register.busy}
            onClick={() => void register.run()}
          >
            {translate('desk.search.register')}
          </Button>
          <Typography variant="body2" color="text.secondary" sx={{ mt: 0.5 }}>
            {translate('desk.search.registerHelp')}
          </Typography>
        </>
      ) : (
        <Typography variant="body2">{translate(`desk.search.told.${told}`)}</Typography>
      )}
      <ProblemAlert error={register.error} />
    </Box>
  );
}
