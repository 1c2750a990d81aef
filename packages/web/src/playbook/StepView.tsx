import { Box, Typography } from '@mui/material';
import type { ProcessStep } from '@srs-desk/shared/process/steps.ts';
import { useTranslate } from 'react-admin';
import { useBilingual } from '../i18n/useBilingual.ts';
import { Fact, Facts } from '../kit/Facts.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';
import { OwnNote } from './OwnNote.tsx';
import { fits } from './playbook-search.ts';

interface StepViewProps {
  step: ProcessStep;
  query: string;
}

/** One step of guide §6: its issues, what success looks like, the team, the data a ticket wants and where we have it. */
export function StepView({ step, query }: StepViewProps) {
  const translate = useTranslate();
  const pick = useBilingual();
  const text = (key: string) => translate(`desk.playbook.${key}`);
  // A search that fits the step by its title shows all of it; one that fits an issue shows that issue.
  const hits = step.issues.filter((issue) => fits(issue, query));
  const issues = hits.length > 0 ? hits : step.issues;
  return (
    <Box
      component="section"
      id={`step-${step.step}`}
      tabIndex={-1}
      sx={{ scrollMarginTop: 110, outline: 'none' }}
    >
      <Typography variant="h2">
        {step.step}. {pick(step.title)}
      </Typography>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
        {pick(step.summary)}
      </Typography>
      <Facts>
        <Fact name={text('team')}>
          <TeamChip team={step.team} />
          <Box sx={{ color: 'text.secondary' }}>{pick(step.route)}</Box>
        </Fact>
        <Fact name={text('success')}>{step.success.map((success) => pick(success.text)).join(' · ')}</Fact>
        <Fact name={text('data')}>
          {step.ticketFields.length === 0 ? (
            text('dataNone')
          ) : (
            <Box component="ul" sx={{ m: 0, pl: 2 }}>
              {step.ticketFields.map((field) => (
                <li key={field}>
                  {translate(`desk.words.ticketField.${field}`)}
                  <Box component="span" sx={{ color: 'text.secondary' }}>
                    {' – '}
                    {text(`where.${field}`)}
                  </Box>
                </li>
              ))}
            </Box>
          )}
        </Fact>
      </Facts>
      <Typography variant="h3" sx={{ mt: 1.5 }}>
        {text('issues')}
      </Typography>
      <Box component="ul" sx={{ m: 0, mt: 0.5, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {issues.map((issue) => (
          <Box
            component="li"
            key={issue.id}
            id={`issue-${issue.id}`}
            tabIndex={-1}
            sx={{ scrollMarginTop: 110, fontSize: '0.84375rem' }}
          >
            <strong>{pick(issue.title)}</strong>
            {issue.source === 'desk' ? (
              <Box component="span" sx={{ color: 'text.secondary' }}>{` (${text('ours')})`}</Box>
            ) : null}
            <div>{pick(issue.text)}</div>
            <OwnNote topic={`issue:${issue.id}`} quiet />
          </Box>
        ))}
      </Box>
      <OwnNote topic={`step:${step.step}`} />
    </Box>
  );
}
