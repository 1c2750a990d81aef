import { Box } from '@mui/material';
import type { Term } from '@srs-desk/shared/playbook/terms.ts';
import { useTranslate } from 'react-admin';
import { useBilingual } from '../i18n/useBilingual.ts';
import { glossarySx } from './StatusGlossary.tsx';

/** The words of the field and where the guide explains them. */
export function TermList({ terms }: { terms: readonly Term[] }) {
  const translate = useTranslate();
  const pick = useBilingual();
  return (
    <Box component="dl" sx={glossarySx}>
      {terms.map(({ id, term, meaning, guideSection }) => (
        <div key={id}>
          <Box component="dt" sx={{ fontWeight: 650 }}>
            {term}
          </Box>
          <dd>
            {pick(meaning)}{' '}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {translate('desk.playbook.guide', { section: guideSection })}
            </Box>
          </dd>
        </div>
      ))}
    </Box>
  );
}
