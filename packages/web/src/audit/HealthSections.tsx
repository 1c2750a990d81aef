import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import { Link as MuiLink } from '@mui/material';
import type { AuditHealth } from '@srs-desk/shared/api/audit.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { Fact, Facts } from '../kit/Facts.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { logLink, PRESETS } from './log-filters.ts';
import { PlannedActFact } from './PlannedActFact.tsx';

/** The calls whose end is not known. */
export const OPEN_CALLS = `/calls?${new URLSearchParams({
  filter: JSON.stringify({ outcome: ['in_flight', 'unknown'] }),
})}`;

/** What the log holds, and whether it can be written. */
export function ContentsSection({ health }: { health: AuditHealth }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string, options?: object) => translate(`desk.audit.health.${key}`, options);
  const written = health.state === 'ok';
  return (
    <Section surface title={text('contents')}>
      <Facts>
        <Fact name={text('state')}>
          <StateChip
            icon={written ? CheckCircleOutlined : ErrorOutlined}
            tone={written ? 'good' : 'bad'}
            label={translate(`desk.dashboard.ledger.${health.state}`)}
          />
        </Fact>
        <Fact name={text('entries')}>
          {countText(health.entries, locale)}
          {health.entries > 0
            ? ` (${countText(health.firstSeq, locale)} – ${countText(health.lastSeq, locale)})`
            : null}
        </Fact>
        <Fact name={text('lastAt')}>
          <RelativeTime at={health.lastAt} />
        </Fact>
        <Fact name={text('openIntents')}>
          {health.openIntents === 0 ? (
            text('openNone')
          ) : (
            <MuiLink component={Link} to={OPEN_CALLS} underline="always">
              {text('openSome', { count: countText(health.openIntents, locale) })}
            </MuiLink>
          )}
        </Fact>
        <Fact name={text('search')}>
          {health.searchLag === 0
            ? text('searchReady')
            : text('searchLag', { count: countText(health.searchLag, locale) })}
          {health.searchLacked === 0 ? null : (
            <div>{text('searchLacked', { count: countText(health.searchLacked, locale) })}</div>
          )}
        </Fact>
        <Fact name={text('pruned')}>
          {health.pruned ? (
            <>
              {text('prunedBefore', { seq: countText(health.pruned.before, locale) })}{' '}
              <RelativeTime at={health.pruned.at} />
            </>
          ) : (
            text('prunedNone')
          )}
        </Fact>
        <Fact name={text('keepLog')}>
          {health.keepLogMonths === null
            ? text('keepLogAll')
            : text('keepLogOf', { months: health.keepLogMonths })}
        </Fact>
        {health.pruning ? <PlannedActFact kind="pruning" plan={health.pruning} /> : null}
      </Facts>
    </Section>
  );
}

/** How long persons are kept, who was erased, which orders are held. */
export function PersonsSection({ health }: { health: AuditHealth }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { erased, retentionMonths } = health;
  const text = (key: string, options?: object) => translate(`desk.audit.health.${key}`, options);
  return (
    <Section surface title={text('persons')}>
      <Facts>
        <Fact name={text('retention')}>
          {retentionMonths === null
            ? text('retentionNone')
            : text('retentionOf', { months: retentionMonths })}
        </Fact>
        {health.retention ? <PlannedActFact kind="retention" plan={health.retention} /> : null}
        <Fact name={text('erased')}>
          {countText(erased.subjects, locale)}
          {erased.compactionDue ? ` · ${text('compactionDue')}` : null}
        </Fact>
        <Fact name={text('history')}>
          <MuiLink component={Link} to={logLink({ action: PRESETS.erasures })} underline="always">
            {translate('desk.audit.preset.erasures')}
          </MuiLink>
          {' · '}
          <MuiLink component={Link} to={logLink({ action: PRESETS.reveals })} underline="always">
            {translate('desk.audit.preset.reveals')}
          </MuiLink>
        </Fact>
      </Facts>
    </Section>
  );
}
