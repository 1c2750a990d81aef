import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import type { AuditEntryRow } from '@srs-desk/shared/api/audit.ts';
import { useGetList, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { deskNow } from '../api/desk-clock.ts';
import { countText } from '../format/amounts.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { ErrorState } from '../kit/States.tsx';
import { deniedIn, LOOKED_AT } from './denials.ts';
import { actorText, logLink, PRESETS } from './log-filters.ts';
import { useActionText } from './use-entry-texts.ts';

const FILTER = { action: PRESETS.denials };
const LATEST = {
  filter: FILTER,
  pagination: { page: 1, perPage: LOOKED_AT },
  sort: { field: 'id', order: 'DESC' },
} as const;
const SHOWN = 5;

/** Failed logins and refusals of the last day. Read when the Desk is opened, not live: each look is an entry itself. */
export default function DenialsCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data, error, isPending, refetch } = useGetList<AuditEntryRow>('audit', LATEST);
  const text = (key: string, options?: object) => translate(`desk.audit.denials.${key}`, options);
  const found = deniedIn(data ?? [], deskNow());
  return (
    <Section
      surface
      title={text('title')}
      actions={
        <MuiLink component={Link} to={logLink(FILTER)}>
          {translate('desk.all')}
        </MuiLink>
      }
    >
      {isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Box sx={{ fontSize: '0.84375rem', mb: 1 }}>
          {found.logins + found.denials === 0
            ? text('none')
            : text('day', {
                logins: countText(found.logins, locale, found.more),
                denials: countText(found.denials, locale, found.more),
              })}
        </Box>
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {data?.slice(0, SHOWN).map((entry) => (
          <Denial key={entry.seq} entry={entry} />
        ))}
      </Box>
    </Section>
  );
}

function Denial({ entry }: { entry: AuditEntryRow }) {
  const translate = useTranslate();
  const actionText = useActionText();
  const { reason } = entry.detail;
  const why =
    typeof reason === 'string'
      ? translate(`desk.audit.denials.reason.${reason}`, { _: reason })
      : entry.target;
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', fontSize: '0.84375rem' }}>
      <MuiLink component={Link} to={`/audit/${entry.seq}`}>
        {actionText(entry.action)}
      </MuiLink>
      <span>{actorText(entry.actor)}</span>
      <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {why}
      </Box>
      <Box component="span" sx={{ ml: 'auto', color: 'text.secondary' }}>
        <RelativeTime at={entry.at} />
      </Box>
    </Box>
  );
}
