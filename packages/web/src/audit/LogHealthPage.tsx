import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ErrorState } from '../kit/States.tsx';
import { CheckpointSection } from './CheckpointSection.tsx';
import { ContentsSection, PersonsSection } from './HealthSections.tsx';
import { HoldsSection } from './HoldsSection.tsx';
import { LivesSection } from './LivesSection.tsx';
import { useVerification } from './use-verification.ts';
import { VerifySection } from './VerifySection.tsx';
import { WindowSection } from './WindowSection.tsx';

/** How the log stands: proven when, signed when, what has left the house, what is exposed. */
export default function LogHealthPage() {
  const translate = useTranslate();
  const verification = useVerification();
  const { data, error, isPending, refetch } = verification.health;
  return (
    <>
      <Box sx={{ mb: 0.5, fontSize: '0.8125rem' }}>
        <MuiLink component={Link} to="/audit">
          {translate('desk.audit.title')}
        </MuiLink>
      </Box>
      <PageTitle title={translate('desk.audit.health.title')}>
        {translate('desk.audit.health.intro')}
      </PageTitle>
      {isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
          }}
        >
          <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
            <VerifySection health={data} verification={verification} />
            <WindowSection health={data} />
          </Box>
          <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
            <ContentsSection health={data} />
            <CheckpointSection health={data} />
            <LivesSection health={data} />
            <PersonsSection health={data} />
            <HoldsSection />
          </Box>
        </Box>
      ) : null}
    </>
  );
}
