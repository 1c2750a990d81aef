import { Box, Button, Typography } from '@mui/material';
import type { SearchAnswer } from '@srs-desk/shared/api/search.ts';
import { CanAccess, useCanAccess, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RegisterOne } from '../registrations/RegisterOne.tsx';
import { accessTo } from '../session/access.ts';

interface SearchNothingProps {
  q: string;
  answer: SearchAnswer | undefined;
  error: Error | null;
  onOpen(refId: string): void;
  onClose(): void;
}

/** Nothing found: what was looked for, and what can be done. */
export function SearchNothing({ q, answer, error, onOpen, onClose }: SearchNothingProps) {
  const translate = useTranslate();
  const { canAccess: mayRegister } = useCanAccess(accessTo('orders.register'));
  if (!answer) return <Box sx={{ p: 2 }}>{error ? <ProblemAlert error={error} /> : null}</Box>;
  const looked = answer.searchedAs.map((kind) => translate(`desk.words.searchMatch.${kind}`)).join(', ');
  const { registrable } = answer;
  return (
    <Box role="status" sx={{ p: 2, display: 'grid', gap: 1 }}>
      <Typography variant="h3" component="p">
        {translate('desk.search.nothing', { q })}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {looked === '' ? translate('desk.search.unreadable') : translate('desk.search.lookedFor', { looked })}
      </Typography>
      {registrable && mayRegister ? (
        <RegisterOne key={registrable} refId={registrable} autoFocus onKnown={() => onOpen(registrable)} />
      ) : (
        <Typography variant="body2">{translate('desk.search.otherId')}</Typography>
      )}
      <CanAccess {...accessTo('calls.read')}>
        <Button
          component={Link}
          to="/calls"
          onClick={onClose}
          variant="outlined"
          sx={{ justifySelf: 'start' }}
        >
          {translate('desk.search.calls')}
        </Button>
      </CanAccess>
    </Box>
  );
}
