import { Box, Link as MuiLink } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { exposureOf, exposureStyle, verificationStyle } from './log-style.ts';
import { useVerification } from './use-verification.ts';
import { VerifyButton, VerifyProgress } from './VerifyNow.tsx';

/** The log's health in one line above its entries, and the button that proves it. */
export function LogHealthStrip() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const verification = useVerification();
  const { data } = verification.health;
  if (!data) return null;
  const { lastVerification, lastCheckpoint, exposure } = data;
  const window = exposureOf(data);
  return (
    <Box
      component="section"
      aria-label={translate('desk.audit.health.title')}
      sx={{
        mb: 1.5,
        p: 1.25,
        borderRadius: 1.5,
        border: 1,
        borderColor: 'divider',
        backgroundColor: 'background.paper',
        display: 'grid',
        gap: 1,
        fontSize: '0.84375rem',
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2.5, rowGap: 0.75, alignItems: 'center' }}>
        <span>
          <StateChip
            {...verificationStyle(lastVerification)}
            label={translate(
              lastVerification
                ? `desk.words.verification.${lastVerification.outcome}`
                : 'desk.audit.verify.never',
            )}
          />{' '}
          {lastVerification ? <RelativeTime at={lastVerification.at} /> : null}
        </span>
        <span>
          {translate('desk.audit.health.signed')}{' '}
          {lastCheckpoint ? <RelativeTime at={lastCheckpoint.at} /> : translate('desk.audit.health.never')}
        </span>
        <span>
          <StateChip
            {...exposureStyle(window)}
            label={translate(`desk.audit.health.window.${window}`, {
              entries: countText(exposure.entries, locale),
            })}
          />{' '}
          {window === 'window' ? <RelativeTime at={exposure.since} /> : null}
        </span>
        <MuiLink component={Link} to="/audit/health" underline="always">
          {translate('desk.audit.health.open')}
        </MuiLink>
        <Box sx={{ ml: { sm: 'auto' } }}>
          <VerifyButton verification={verification} />
        </Box>
      </Box>
      <VerifyProgress verification={verification} />
    </Box>
  );
}
