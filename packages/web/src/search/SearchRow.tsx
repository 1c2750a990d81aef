import { Box } from '@mui/material';
import type { SearchHit } from '@srs-desk/shared/api/search.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useTranslate } from 'react-admin';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StatusChip } from '../kit/StateChip.tsx';

/** One order found: what fits, where it stands. */
export function SearchRow({ hit }: { hit: SearchHit }) {
  const translate = useTranslate();
  const person = [hit.firstName, hit.lastName, hit.msisdn].filter(Boolean).join(' ');
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.25 }}>
      <StatusChip status={hit.status} />
      <IdText id={hit.refId} plain />
      <span>{methodDisplayName(null, hit.method)}</span>
      {hit.externalId ? <span>{hit.externalId}</span> : null}
      {person === '' ? null : <span>{person}</span>}
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem', ml: { sm: 'auto' } }}>
        {translate(`desk.words.searchMatch.${hit.matched}`)}
        {hit.exact ? '' : ` (${translate(hit.typo ? 'desk.search.typo' : 'desk.search.part')})`} ·{' '}
        <RelativeTime at={hit.createdAt} />
      </Box>
    </Box>
  );
}
