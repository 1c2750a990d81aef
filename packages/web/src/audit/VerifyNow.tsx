import VerifiedUserOutlined from '@mui/icons-material/VerifiedUserOutlined';
import { Alert, Box, Button, LinearProgress } from '@mui/material';
import type { AuditHealth } from '@srs-desk/shared/api/audit.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { durationText } from '../format/time.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import type { Verification } from './use-verification.ts';

interface VerifyNowProps {
  verification: Verification;
  /** Checkpoints kept elsewhere, which the log must agree with. */
  checkpoints?: readonly string[];
}

/** The button that proves the log anew. */
export function VerifyButton({ verification, checkpoints = [] }: VerifyNowProps) {
  const translate = useTranslate();
  const { busy, start } = verification;
  return (
    <Button
      variant="contained"
      startIcon={<VerifiedUserOutlined />}
      disabled={busy || start.isPending}
      onClick={() => start.mutate({ checkpoints })}
    >
      {translate('desk.audit.verify.now')}
    </Button>
  );
}

/** How far the verification is, then its verdict; nothing while none was asked for. */
export function VerifyProgress({ verification }: { verification: Verification }) {
  const translate = useTranslate();
  const { health, busy, finished, lost, start } = verification;
  const { data } = health;
  if (start.error) return <ProblemAlert error={start.error} />;
  if (lost) return <Alert severity="error">{translate('desk.audit.verify.lost')}</Alert>;
  if (busy) return <Progress running={data?.running ?? null} />;
  if (!finished || !data?.lastVerification) return null;
  return <VerificationResult found={data.lastVerification} />;
}

function Progress({ running }: { running: AuditHealth['running'] }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { done = 0, total = 0 } = running ?? {};
  const text =
    total === 0
      ? translate('desk.audit.verify.starting')
      : translate('desk.audit.verify.progress', {
          done: countText(done, locale),
          total: countText(total, locale),
        });
  return (
    <Box role="status" sx={{ display: 'grid', gap: 0.5, fontSize: '0.84375rem' }}>
      <LinearProgress
        aria-label={translate('desk.audit.verify.running')}
        {...(total === 0 ? {} : { variant: 'determinate', value: Math.min(100, (100 * done) / total) })}
      />
      {text}
    </Box>
  );
}

const SEVERITY = { intact: 'success', broken: 'error', unchecked: 'warning' } as const;

function VerificationResult({ found }: { found: NonNullable<AuditHealth['lastVerification']> }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return (
    <Alert severity={SEVERITY[found.outcome]} role="status">
      {translate(`desk.audit.verify.verdict.${found.outcome}`, {
        seq: countText(found.lastSeq, locale),
        span: durationText(found.durationMs, locale),
      })}
      {found.finding ? <div>{found.finding}</div> : null}
    </Alert>
  );
}
