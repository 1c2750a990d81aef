import PrintOutlined from '@mui/icons-material/PrintOutlined';
import { Box, Button, Link as MuiLink, TextField } from '@mui/material';
import { ORDER_STATUSES, VERIFY_STATUSES } from '@srs-desk/shared/order/status.ts';
import { PLAYBOOK } from '@srs-desk/shared/playbook/playbook.ts';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import { useBilingual } from '../i18n/useBilingual.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { Section } from '../kit/Section.tsx';
import { EmptyState } from '../kit/States.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';
import { Contacts } from './Contacts.tsx';
import { MethodSheetView } from './MethodSheetView.tsx';
import { fits, toldOfStatus, toldOfVerify } from './playbook-search.ts';
import { StatusGlossary } from './StatusGlossary.tsx';
import { StepView } from './StepView.tsx';
import { TermList } from './TermList.tsx';
import { usePlaybook } from './usePlaybook.ts';

/** The reference: five steps with teams, issues, success and data; the methods' data sheets; what statuses mean. */
export default function PlaybookPage() {
  const translate = useTranslate();
  const pick = useBilingual();
  const [query, setQuery] = useState('');
  useScrollToHash();
  const notes = usePlaybook().data?.notes ?? {};
  const fitting = <T,>(items: readonly T[], told: (item: T) => unknown = (item) => item) =>
    items.filter((item) => fits(told(item), query));
  const rules = fitting(PLAYBOOK.rules);
  const steps = fitting(PLAYBOOK.steps, (step) => [step, notes[`step:${step.step}`]?.text]);
  const sheets = fitting(PLAYBOOK.methods);
  const statuses = fitting(ORDER_STATUSES, toldOfStatus);
  const verifyStatuses = fitting(VERIFY_STATUSES, toldOfVerify);
  const terms = fitting(PLAYBOOK.terms);
  const nothing = [rules, steps, sheets, statuses, verifyStatuses, terms].every(({ length }) => length === 0);
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
          {rules.length === 0 ? null : (
            <Section title={text('rules')}>
              <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.84375rem' }}>
                {rules.map((rule) => (
                  <li key={rule.en}>{pick(rule)}</li>
                ))}
              </Box>
            </Section>
          )}
          {steps.map((step) => (
            <StepView key={step.step} step={step} query={query} />
          ))}
          {nothing ? <EmptyState title={translate('desk.playbook.nothing', { query })} /> : null}
          <Section title={text('contacts')}>
            <Contacts />
          </Section>
        </Box>
        <Box sx={{ display: 'grid', gap: 3, alignContent: 'start', minWidth: 0 }}>
          {sheets.map((sheet) => (
            <MethodSheetView key={sheet.key} sheet={sheet} />
          ))}
          {statuses.length + verifyStatuses.length === 0 ? null : (
            <Section title={text('statuses')}>
              <StatusGlossary statuses={statuses} verifyStatuses={verifyStatuses} />
            </Section>
          )}
          {terms.length === 0 ? null : (
            <Section title={text('terms')}>
              <TermList terms={terms} />
            </Section>
          )}
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
      {PLAYBOOK.steps.map((step) => (
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
