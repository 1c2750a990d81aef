import { Alert, Box, Typography } from '@mui/material';
import type { FactorView } from '@srs-desk/shared/api/session.ts';
import { useTranslate } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { Fact, Facts } from '../kit/Facts.tsx';
import { DialogButton } from '../kit/form/DialogButton.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { ErrorState } from '../kit/States.tsx';
import { PageLoading } from '../layout/PageLoading.tsx';
import { FactorSetup } from './FactorSetup.tsx';
import { RemoveFactorDialog } from './RemoveFactorDialog.tsx';
import { RenewCodesDialog } from './RenewCodesDialog.tsx';

/** From so few recovery codes on new ones are advised. */
const FEW_CODES = 3;

/** One's own second factor: set up, exchanged or taken away, and its recovery codes. */
export default function FactorPage() {
  const translate = useTranslate();
  const factor = useRead('sessions', 'ownFactor', {});
  const text = (key: string) => translate(`desk.account_pages.factor.${key}`);
  return (
    <>
      <PageTitle title={text('title')}>{text('intro')}</PageTitle>
      {factor.data ? (
        <OwnFactor factor={factor.data} />
      ) : factor.isPending ? (
        <PageLoading />
      ) : (
        <ErrorState error={factor.error} onRetry={() => void factor.refetch()} />
      )}
    </>
  );
}

function OwnFactor({ factor: { enrolledAt, recoveryCodesLeft: left, required } }: { factor: FactorView }) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.account_pages.factor.${key}`);
  const isSetUp = enrolledAt !== null;
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 620, justifyItems: 'start' }}>
      {isSetUp ? (
        <Facts>
          <Fact name={text('since')}>
            <ExactTime at={enrolledAt} />
          </Fact>
          <Fact name={text('codesLeft')}>{left}</Fact>
        </Facts>
      ) : (
        <Alert severity={required ? 'warning' : 'info'}>{text(required ? 'mustWhy' : 'none')}</Alert>
      )}
      {isSetUp && left <= FEW_CODES ? <Alert severity="warning">{text('fewCodes')}</Alert> : null}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {isSetUp ? (
          <DialogButton label={text('renew')} variant="outlined">
            {(close) => <RenewCodesDialog onClose={close} />}
          </DialogButton>
        ) : null}
        {/* The same button before and after: its dialog still shows the recovery codes when the app is set up. */}
        <DialogButton
          label={text(isSetUp ? 'another' : 'setUp')}
          variant={isSetUp ? 'outlined' : 'contained'}
        >
          {(close) => (
            <FactorSetup onDone={close} onClose={close}>
              <Typography variant="body2">{text(isSetUp ? 'replaces' : 'why')}</Typography>
            </FactorSetup>
          )}
        </DialogButton>
        {isSetUp && !required ? (
          <DialogButton label={text('remove')} color="error">
            {(close) => <RemoveFactorDialog onClose={close} />}
          </DialogButton>
        ) : null}
      </Box>
      {isSetUp && required ? (
        <Typography variant="body2" color="text.secondary">
          {text('stays')}
        </Typography>
      ) : null}
    </Box>
  );
}
