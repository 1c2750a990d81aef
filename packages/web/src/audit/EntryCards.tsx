import { Box } from '@mui/material';
import type { AuditEntryRow } from '@srs-desk/shared/api/audit.ts';
import { useListContext } from 'react-admin';
import { shortId } from '../format/amounts.ts';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { EntryOutcome } from './EntryOutcome.tsx';
import { EntryNumber, WhatHappened } from './EntryTable.tsx';
import { actorText } from './log-filters.ts';

/** The entries on a phone: a card each. */
export function EntryCards() {
  const { data } = useListContext<AuditEntryRow>();
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {data?.map((entry) => (
        <Box
          component="li"
          key={entry.seq}
          sx={{ py: 1, borderBottom: 1, borderColor: 'divider', fontSize: '0.875rem' }}
        >
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'baseline' }}>
            <EntryNumber seq={entry.seq} />
            <EntryOutcome entry={entry} />
            <Box component="span" sx={{ ml: 'auto', color: 'text.secondary', fontSize: '0.8125rem' }}>
              <ExactTime at={entry.at} />
            </Box>
          </Box>
          <WhatHappened entry={entry} />
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {[actorText(entry.actor), entry.externalId, entry.refId === null ? null : shortId(entry.refId)]
              .filter((text) => text !== null)
              .join(' · ')}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
