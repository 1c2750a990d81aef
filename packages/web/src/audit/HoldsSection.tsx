import { Box, Link as MuiLink, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRead } from '../api/use-read.ts';
import { countText } from '../format/amounts.ts';
import { IdText } from '../kit/IdText.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { Section } from '../kit/Section.tsx';

/** The orders under legal hold: neither erased by hand nor by age. */
export function HoldsSection() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data, error } = useRead('audit', 'readHolds', {}, { touchedBy: ['orders'] });
  const text = (key: string, options?: object) => translate(`desk.audit.holds.${key}`, options);
  const more = data ? data.total - data.refIds.length : 0;
  return (
    <Section surface title={data ? text('titleOf', { count: countText(data.total, locale) }) : text('title')}>
      <ProblemAlert error={error} />
      {data?.total === 0 ? (
        <Typography variant="body2" color="text.secondary">
          {text('none')}
        </Typography>
      ) : null}
      <Box component="ul" sx={{ m: 0, pl: 2.5, maxHeight: 240, overflowY: 'auto', fontSize: '0.84375rem' }}>
        {data?.refIds.map((refId) => (
          <li key={refId}>
            <MuiLink component={Link} to={`/orders/${refId}`} underline="always">
              <IdText id={refId} plain whole />
            </MuiLink>
          </li>
        ))}
      </Box>
      {more > 0 ? (
        <Typography variant="body2">{text('more', { count: countText(more, locale) })}</Typography>
      ) : null}
    </Section>
  );
}
