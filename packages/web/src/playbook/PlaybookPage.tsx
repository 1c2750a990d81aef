import PrintOutlined from '@mui/icons-material/PrintOutlined';
import { Box, Button, Link as MuiLink, TextField } from '@mui/material';
import type { PlaybookView } from '@srs-desk/shared/api/support.ts';
import { METHOD_CATALOGUE } from '@srs-desk/shared/method/catalogue.ts';
import { PROCESS_STEPS } from '@srs-desk/shared/process/steps.ts';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { useBilingual } from '../i18n/useBilingual.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { Section } from '../kit/Section.tsx';
import { EmptyState } from '../kit/States.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';
import { Contacts } from './Contacts.tsx';
import { MethodSheetView } from './MethodSheetView.tsx';
import { fits } from './playbook-search.ts';
import { StatusGlossary } from './StatusGlossary.tsx';
import { StepView } from './StepView.tsx';

/** The reference: five steps with teams, issues, success and data; the methods' data sheets; what statuses mean. */
export default function PlaybookPage() {
  const translate = useTranslate();
  const [query, setQuery] = useState('');
  const playbook = useApi<PlaybookView>('playbook', { refreshOn: ['playbook'] });
  useScrollToHash();
  const notes = playbook.data?.notes ?? {};
  const steps = PROCESS_STEPS.filter(
    (step) => fits(step, query) || fits(notes[`step:${step.step}`]?.text, query),
  );
  const sheets = METHOD_CATALOGUE.filter((sheet) => fits(sheet, query));
  const text = (key: string) => translate(`desk.playbook.${key}`);
  return (
    <>
      <PageTitle
        title={text('title')}
        actions={
          <>
            <TextField
              type="search"
              label={text('search')}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              sx={{ width: 220 }}
            />
            <Button startIcon={<PrintOutlined />} onClick={() => window.print()}>
              {translate('desk.print')}
            </Button>
          </>
        }
      >
        {text('intro')}
      </PageTitle>
      <StepStrip />
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          mt: 3,
          gridTemplateColumns: { xs: 'minmax(0,1fr)', lg: 'minmax(0,3fr) minmax(0,2fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3, alignContent: 'start', minWidth: 0 }}>
          {steps.map((step) => (
            <StepView key={step.step} step={step} notes={notes} query={query} onChanged={playbook.refetch} />
          ))}
          {steps.length + sheets.length === 0 ? (
            <EmptyState title={translate('desk.playbook.nothing', { query })} />
          ) : null}
          <Section title={text('contacts')}>
            <Contacts contacts={playbook.data?.contacts ?? {}} onChanged={playbook.refetch} />
          </Section>
        </Box>
        <Box sx={{ display: 'grid', gap: 3, alignContent: 'start', minWidth: 0 }}>
          {sheets.map((sheet) => (
            <MethodSheetView key={sheet.key} sheet={sheet} notes={notes} onChanged={playbook.refetch} />
          ))}
          <Section title={text('statuses')}>
            <StatusGlossary />
          </Section>
        </Box>
      </Box>
    </>
  );
}

/** Links from orders point at a step, an issue or a method; the page is loaded lazily, so the browser misses them. */
function useScrollToHash(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash.length < 2) return;
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    target?.scrollIntoView({ block: 'start' });
    target?.focus({ preventScroll: true });
  }, [hash]);
}

function StepStrip() {
  const translate = useTranslate();
  const pick = useBilingual();
  return (
    <Box
      component="ol"
      aria-label={translate('desk.steps.label')}
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        display: 'grid',
        gap: 1,
        gridTemplateColumns: { xs: '1fr', sm: 'repeat(5, minmax(0, 1fr))' },
      }}
    >
      {PROCESS_STEPS.map((step) => (
        <Box
          component="li"
          key={step.step}
          sx={{ borderTop: 3, borderColor: 'primary.main', pt: 0.75, fontSize: '0.84375rem' }}
        >
          <MuiLink href={`#step-${step.step}`} sx={{ fontWeight: 650 }}>
            {step.step} {pick(step.title)}
          </MuiLink>
          <Box sx={{ color: 'text.secondary' }}>
            <TeamChip team={step.team} short />
          </Box>
        </Box>
      ))}
    </Box>
  );
}
