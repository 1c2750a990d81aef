import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { spanText } from '../format/time.ts';
import { Fact, Facts } from '../kit/Facts.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { useStats } from '../layout/useStats.ts';

/** Is the sync healthy, does SRS answer, can the log be written? For admins. */
export default function HealthCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data } = useStats();
  if (!data) return null;
  const { sync, ledger } = data;
  return (
    <Section surface title={translate('desk.dashboard.health')}>
      <Facts>
        <Fact name={translate('desk.dashboard.sync')}>
          {sync.healthy ? (
            <StateChip icon={CheckCircleOutlined} tone="good" label={translate('desk.dashboard.healthy')} />
          ) : (
            <StateChip icon={ErrorOutlined} tone="bad" label={translate('desk.dashboard.unhealthy')} />
          )}
        </Fact>
        <Fact name={translate('desk.dashboard.lag')}>
          {spanText(sync.lagMs, locale)} ·{' '}
          {translate('desk.banner.due', { count: countText(sync.due, locale) })}
        </Fact>
        <Fact name={translate('desk.dashboard.lastAnswer')}>
          <RelativeTime at={sync.lastSuccessAt} />
        </Fact>
        <Fact name={translate('desk.dashboard.pace')}>
          {translate('desk.dashboard.paceValue', {
            rate: countText(Math.round(sync.srs.rate * 10) / 10, locale),
          })}
          {sync.srs.breaker === 'closed' ? null : (
            <>
              {' '}
              <StateChip
                icon={PauseCircleOutlined}
                tone="warn"
                label={translate(`desk.dashboard.breaker.${sync.srs.breaker}`)}
              />
            </>
          )}
        </Fact>
        {sync.lastFailure ? (
          <Fact name={translate('desk.dashboard.lastFailure')}>
            {sync.lastFailure.reason} · <RelativeTime at={sync.lastFailure.at} />
          </Fact>
        ) : null}
        <Fact name={translate('desk.dashboard.log')}>
          <StateChip
            icon={ledger.state === 'ok' ? CheckCircleOutlined : ErrorOutlined}
            tone={ledger.state === 'ok' ? 'good' : 'bad'}
            label={translate(`desk.dashboard.ledger.${ledger.state}`)}
          />
        </Fact>
      </Facts>
    </Section>
  );
}
