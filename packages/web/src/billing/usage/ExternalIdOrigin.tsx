import { Box, Link as MuiLink } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRead } from '../../api/use-read.ts';
import { Section } from '../../kit/Section.tsx';
import { SourceCounts } from '../external-ids/SourceCounts.tsx';
import type { UsageView } from './usage-address.ts';

/** Where the shown External ID came from, spelling by spelling. */
export function ExternalIdOrigin({ view, externalId }: { view: UsageView; externalId: string }) {
  const translate = useTranslate();
  const ids = useRead('usage', 'externalIds', { from: view.from, to: view.to });
  const wanted = externalId === '' ? null : externalId;
  const spellings = ids.data?.spellings.filter(
    (each) => each.billedAs === wanted || (wanted !== null && each.externalId === wanted),
  );
  if (!spellings || spellings.length === 0) return null;
  return (
    <Section
      title={translate('desk.externalIds.origin')}
      actions={
        <MuiLink component={Link} to={`/aliases?period=${view.to}`}>
          {translate('desk.externalIds.settle')}
        </MuiLink>
      }
    >
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
        {spellings.map((spelling) => (
          <Box component="li" key={spelling.id} sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
            <strong>{spelling.externalId ?? translate('desk.billing.none')}</strong>
            <SourceCounts sources={spelling.sources} />
          </Box>
        ))}
      </Box>
    </Section>
  );
}
