import { Box, Button, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { AN_ORDER } from './import-outcome.ts';

interface RegisterOneProps {
  refId: string;
  autoFocus?: boolean;
  /** SRS knows it, so that there is an order now. */
  onKnown(): void;
}

/** Asks SRS about a Ref ID that the desk does not know. What SRS does not know is no order: it says so, and that it goes on asking. */
export function RegisterOne({ refId, autoFocus = false, onKnown }: RegisterOneProps) {
  const translate = useTranslate();
  const register = useVerb('registerOrders', {
    touches: ['orders', 'registrations'],
    onSuccess: ({ lines: [line] }) => {
      if (line && AN_ORDER.has(line.outcome)) onKnown();
    },
  });
  const outcome = register.data?.lines[0]?.outcome;
  const told = outcome === 'not_found' || outcome === 'pending' ? outcome : null;
  return (
    <Box role="status">
      {told === null ? (
        <>
          <Button
            variant="contained"
            autoFocus={autoFocus}
            disabled={register.isPending}
            onClick={() => register.mutate({ refIds: [refId] })}
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
