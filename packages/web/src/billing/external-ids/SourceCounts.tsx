import { Box } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../../format/amounts.ts';

/** From where External IDs came, with how many orders from each. */
export function SourceCounts({ sources }: { sources: Readonly<Record<string, number>> }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const parts = Object.entries(sources)
    .filter(([, orders]) => orders > 0)
    .sort((a, b) => b[1] - a[1]);
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {parts
        .map(([source, orders]) => {
          const name = translate(`desk.externalIds.source.${source}`, { _: source });
          return `${name} ${countText(orders, locale)}`;
        })
        .join(' · ')}
    </Box>
  );
}
