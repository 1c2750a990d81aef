import { Typography } from '@mui/material';
import type { VerificationSummary } from '@srs-desk/shared/api/audit.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { StateChip } from '../kit/StateChip.tsx';
import { factsStyle } from './log-style.ts';

/** Whether the tables say what the log says, and where not. */
export function FactsFound({ facts }: { facts: NonNullable<VerificationSummary['facts']> }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { outcome, rows, differences, found } = facts;
  const text = (key: string, options?: object) => translate(`desk.audit.verify.facts.${key}`, options);
  return (
    <div>
      <StateChip {...factsStyle(outcome)} label={text(outcome)} />
      <Typography variant="body2" component="div" sx={{ mt: 0.5 }}>
        {text('rows', { rows: countText(rows, locale) })}
        {differences === 0 ? null : (
          <strong style={{ display: 'block' }}>
            {text('differences', { count: countText(differences, locale) })}
          </strong>
        )}
        {found.length === 0 ? null : (
          <ul style={{ margin: 0, overflowWrap: 'anywhere' }}>
            {found.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </Typography>
    </div>
  );
}
