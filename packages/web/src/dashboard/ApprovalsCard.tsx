import { Box, Link as MuiLink } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useWaiting } from '../approvals/use-waiting.ts';
import { WaitingRequest } from '../approvals/WaitingRequest.tsx';
import { Section } from '../kit/Section.tsx';

const MOST_SHOWN = 5;

/** What waits for a second admin; nothing where nothing does. */
export default function ApprovalsCard() {
  const translate = useTranslate();
  const waiting = useWaiting();
  if (waiting.length === 0) return null;
  return (
    <Section
      surface
      title={translate('desk.approvals.waiting')}
      actions={
        <MuiLink component={Link} to="/approvals">
          {translate('desk.approvals.all')}
        </MuiLink>
      }
    >
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 2 }}>
        {waiting.slice(0, MOST_SHOWN).map((request) => (
          <li key={request.id}>
            <WaitingRequest request={request} />
          </li>
        ))}
      </Box>
    </Section>
  );
}
