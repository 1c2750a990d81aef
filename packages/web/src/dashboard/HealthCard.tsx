import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import type { HealthState } from '@srs-desk/shared/health/health.ts';
import type { HealthView } from '@srs-desk/shared/health/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { spanText } from '../format/time.ts';
import { Fact, Facts } from '../kit/Facts.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import type { StatusStyle } from '../kit/status-style.ts';
import { TroubleLine } from '../kit/TroubleLine.tsx';
import { useStats } from '../layout/useStats.ts';

const LOOKS: Readonly<Record<HealthState, StatusStyle>> = {
  good: { icon: CheckCircleOutlined, tone: 'good' },
  unread: { icon: HelpOutlined, tone: 'idle' },
  warn: { icon: WarningAmberOutlined, tone: 'warn' },
  bad: { icon: ErrorOutlined, tone: 'bad' },
};

/** Is the sync healthy, does SRS answer, can the log be written? For admins. */
export default function HealthCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data } = useStats();
  if (!data) return null;
  const { sync, ledger, health } = data;
  const name = (key: string) => translate(`desk.dashboard.${key}`);
  return (
    <Section surface title={name('health')}>
      <Facts>
        <Fact name={name('sync')}>
          <StateChip {...LOOKS[health.state]} label={translate(`desk.words.healthState.${health.state}`)} />
        </Fact>
        {health.causes
          .filter((cause) => cause !== 'failing' && !cause.startsWith('ledger_'))
          .map((cause) => (
            <Fact key={cause} name={name('because')}>
              {translate(`desk.words.healthCause.${cause}`)}
            </Fact>
          ))}
        {health.troubles.map((trouble) => (
          <Fact key={trouble.operation} name={name('because')}>
            <TroubleLine trouble={trouble} />
          </Fact>
        ))}
        <Fact name={name('lag')}>
          <Lag health={health} />
        </Fact>
        <Fact name={name('lastAnswer')}>
          <RelativeTime at={sync.lastSuccessAt} />
        </Fact>
        <Fact name={name('pace')}>
          {translate('desk.dashboard.paceValue', {
            rate: countText(Math.round(sync.srs.rate * 10) / 10, locale),
          })}
        </Fact>
        {sync.lastFailure ? (
          <Fact name={name('lastFailure')}>
            {sync.lastFailure.reason} · <RelativeTime at={sync.lastFailure.at} />
          </Fact>
        ) : null}
        <Fact name={name('log')}>
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

/** How many orders are due and for how long, and how long it takes at the pace that calls really go. */
function Lag({ health }: { health: HealthView }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  if (health.dueOrders === 0) return <>{translate('desk.dashboard.noLag')}</>;
  const lag = { count: countText(health.dueOrders, locale), span: spanText(health.lagMs, locale) };
  const caughtUp =
    health.catchUpMs === null
      ? ''
      : translate('desk.dashboard.catchUp', { span: spanText(Math.max(health.catchUpMs, 1_000), locale) });
  return <>{`${translate('desk.dashboard.lagValue', lag)}${caughtUp}`}</>;
}
