import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import { Alert, Box, LinearProgress, Typography } from '@mui/material';
import type { AuditEntryDetail } from '@srs-desk/shared/api/audit.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Fact, Facts } from '../kit/Facts.tsx';
import { JsonView } from '../kit/JsonView.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { MONO } from '../theme/theme.ts';
import type { ProofCheck, ProofStep } from './check-proof.ts';
import { useLogHealth } from './useLogHealth.ts';

const STEPS: readonly ProofStep[] = ['leaf', 'path', 'checkpoint', 'signature'];

/** The proof that the entry stands in the signed log, checked anew by this browser. */
export function EntryProof() {
  const entry = useRecord<AuditEntryDetail>();
  const translate = useTranslate();
  return (
    <Section title={translate('desk.audit.proof.title')}>
      {entry.proof === null ? (
        <Alert severity="info">{translate('desk.audit.proof.none')}</Alert>
      ) : (
        <ProofResult entry={entry} proof={entry.proof} />
      )}
      <Box sx={{ mt: 1.5 }}>
        <Facts>
          <Fact name={translate('desk.audit.proof.hash')}>
            <Hash text={entry.hash} name={translate('desk.audit.proof.hash')} />
          </Fact>
          <Fact name={translate('desk.audit.proof.prevHash')}>
            <Hash text={entry.prevHash} name={translate('desk.audit.proof.prevHash')} />
          </Fact>
        </Facts>
        <Folded title={translate('desk.audit.proof.bytes')} copy={entry.bytes}>
          <JsonView value={entry.bytes} label={translate('desk.audit.proof.bytes')} />
        </Folded>
        {entry.proof === null ? null : (
          <>
            <Folded title={translate('desk.audit.proof.note')} copy={entry.proof.checkpoint}>
              <JsonView value={entry.proof.checkpoint} label={translate('desk.audit.proof.note')} />
            </Folded>
            <Folded
              title={translate('desk.audit.proof.steps', { count: entry.proof.path.length })}
              copy={entry.proof.path.join('\n')}
            >
              <JsonView
                value={entry.proof.path.join('\n')}
                label={translate('desk.audit.proof.steps', { count: entry.proof.path.length })}
              />
            </Folded>
          </>
        )}
      </Box>
    </Section>
  );
}

/** Checks the proof with code of its own, loaded when the first entry is opened. */
function useProofCheck(entry: AuditEntryDetail): { check: ProofCheck | null; error: Error | null } {
  const health = useLogHealth();
  const publicKey = health.data?.publicKey;
  const [state, setState] = useState<{ of: AuditEntryDetail; check: ProofCheck | null } | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  useEffect(() => {
    if (publicKey === undefined) return undefined;
    let gone = false;
    import('./check-proof.ts').then(
      ({ checkProof }) => {
        if (!gone) setState({ of: entry, check: checkProof(entry, publicKey) });
      },
      (error: unknown) => {
        if (!gone) setFailed(error instanceof Error ? error : new Error(String(error)));
      },
    );
    return () => {
      gone = true;
    };
  }, [entry, publicKey]);
  return { check: state?.of === entry ? state.check : null, error: failed ?? health.error };
}

function ProofResult({
  entry,
  proof,
}: {
  entry: AuditEntryDetail;
  proof: NonNullable<AuditEntryDetail['proof']>;
}) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { check, error } = useProofCheck(entry);
  if (error) return <Alert severity="warning">{translate('desk.audit.proof.unchecked')}</Alert>;
  if (check === null) return <LinearProgress aria-label={translate('desk.audit.proof.checking')} />;
  const holds = STEPS.every((step) => check[step]);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <div>
        <StateChip
          large
          icon={holds ? CheckCircleOutlined : ErrorOutlined}
          tone={holds ? 'good' : 'bad'}
          label={translate(holds ? 'desk.audit.proof.holds' : 'desk.audit.proof.broken')}
        />
      </div>
      <Typography variant="body2">
        {translate('desk.audit.proof.by', { size: countText(proof.size, locale) })}{' '}
        <ExactTime at={proof.checkpointAt} />.
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
        {STEPS.map((step) => (
          <Box component="li" key={step} sx={{ display: 'flex', gap: 0.75, fontSize: '0.84375rem' }}>
            <StateChip
              icon={check[step] ? CheckCircleOutlined : ErrorOutlined}
              tone={check[step] ? 'good' : 'bad'}
              label={translate(check[step] ? 'desk.audit.proof.ok' : 'desk.audit.proof.bad')}
            />
            <span>{translate(`desk.audit.proof.step.${step}`)}</span>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function Hash({ text, name }: { text: string; name: string }) {
  const translate = useTranslate();
  return (
    <Box component="span" sx={{ fontFamily: MONO, fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
      {text} <CopyButton text={text} label={`${translate('desk.copy')}: ${name}`} />
    </Box>
  );
}

function Folded({ title, copy, children }: { title: string; copy: string; children: ReactNode }) {
  const translate = useTranslate();
  return (
    <Box component="details" sx={{ mt: 0.75 }}>
      <Box component="summary" sx={{ cursor: 'pointer', fontSize: '0.84375rem' }}>
        {title}
      </Box>
      <Box sx={{ mt: 0.5 }}>{children}</Box>
      <CopyButton text={copy} label={`${translate('desk.copy')}: ${title}`} words />
    </Box>
  );
}
