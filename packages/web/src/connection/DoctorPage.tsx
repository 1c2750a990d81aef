import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import RemoveCircleOutlined from '@mui/icons-material/RemoveCircleOutlineOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import { Box, Button, LinearProgress, Link as MuiLink, Typography } from '@mui/material';
import type { DoctorResult, DoctorState } from '@srs-desk/shared/api/connection.ts';
import { CHECK_TEXTS, DOCTOR_CHECKS } from '@srs-desk/shared/doctor/checks.ts';
import { doctorTicket, sayFinding, sayTurn } from '@srs-desk/shared/doctor/ticket.ts';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { SettingsFrame } from '../admin/SettingsFrame.tsx';
import { useVerb } from '../api/use-verb.ts';
import { useBilingual, useLanguage } from '../i18n/useBilingual.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import type { StatusStyle } from '../kit/status-style.ts';

const STYLE: Readonly<Record<DoctorState, StatusStyle>> = {
  ok: { icon: CheckCircleOutlined, tone: 'good' },
  warning: { icon: WarningAmberOutlined, tone: 'warn' },
  failed: { icon: ErrorOutlined, tone: 'bad' },
  skipped: { icon: RemoveCircleOutlined, tone: 'gone' },
};

/** Does the way to SRS work, what does each check prove, and whom do I turn to if one fails? */
export default function DoctorPage() {
  const translate = useTranslate();
  const examine = useVerb('examineConnection', { touches: ['calls'] });
  const report = examine.data;
  return (
    <SettingsFrame>
      <PageTitle
        title={translate('desk.connection.doctor.title')}
        aside={report ? <ExactTime at={report.at} /> : null}
        actions={
          <Button variant="contained" disabled={examine.isPending} onClick={() => examine.mutate({})}>
            {translate(report ? 'desk.connection.doctor.again' : 'desk.connection.doctor.run')}
          </Button>
        }
      >
        {translate('desk.connection.doctor.intro')}
      </PageTitle>
      {examine.isPending ? <LinearProgress aria-label={translate('desk.working')} /> : null}
      <ProblemAlert error={examine.error} />
      <Box
        component="ol"
        aria-live="polite"
        sx={{ listStyle: 'none', m: 0, mt: 2, p: 0, display: 'grid', gap: 2 }}
      >
        {DOCTOR_CHECKS.map((check) => {
          const result = report?.results.find((one) => one.check === check) ?? null;
          return <Check key={check} check={check} result={result} proNumber={report?.proNumber ?? null} />;
        })}
      </Box>
    </SettingsFrame>
  );
}

interface CheckProps {
  check: DoctorResult['check'];
  result: DoctorResult | null;
  proNumber: string | null;
}

function Check({ check, result, proNumber }: CheckProps) {
  const translate = useTranslate();
  const pick = useBilingual();
  const language = useLanguage();
  const { name, proves } = CHECK_TEXTS[check];
  const turn = result === null ? null : sayTurn(language, result.team);
  const ticket =
    result?.state === 'failed' && result.team !== 'service_provider_support'
      ? doctorTicket(language, result, proNumber)
      : null;
  return (
    <Box
      component="li"
      sx={{ p: 2, border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper' }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="h2">{pick(name)}</Typography>
        {result ? (
          <StateChip {...STYLE[result.state]} label={translate(`desk.connection.state.${result.state}`)} />
        ) : null}
        {result?.callId ? (
          <MuiLink
            component={Link}
            to={`/calls/${result.callId}`}
            sx={{ ml: 'auto', fontSize: '0.84375rem' }}
          >
            {translate('desk.connection.call', { id: result.callId })}
          </MuiLink>
        ) : null}
      </Box>
      <Typography variant="body2" color="text.secondary">
        {pick(proves)}
      </Typography>
      {result?.findings.map((finding) => (
        <Typography
          key={finding.code + JSON.stringify(finding.params)}
          variant="body2"
          sx={{ mt: 0.75, overflowWrap: 'anywhere' }}
        >
          {sayFinding(language, finding)}
        </Typography>
      ))}
      {turn ? (
        <Typography variant="body2" sx={{ mt: 0.75, fontWeight: 600 }}>
          {turn}
        </Typography>
      ) : null}
      {ticket ? (
        <Box sx={{ mt: 1, display: 'grid', gap: 1, justifyItems: 'start' }}>
          <Box
            component="pre"
            sx={{
              m: 0,
              p: 1.25,
              width: '100%',
              boxSizing: 'border-box',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
              fontSize: '0.8125rem',
              borderRadius: 1,
              backgroundColor: (theme) => theme.desk.sunken,
            }}
          >
            {ticket.body}
          </Box>
          <CopyButton
            text={`${ticket.subject}\n\n${ticket.body}`}
            label={translate('desk.connection.copyTicket')}
            words
          />
        </Box>
      ) : null}
    </Box>
  );
}
