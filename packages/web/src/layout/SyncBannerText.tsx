import type { StatsView } from '@srs-desk/shared/api/stats.ts';
import type { HealthCause } from '@srs-desk/shared/health/health.ts';
import { healthTicket } from '@srs-desk/shared/health/health-ticket.ts';
import { ticketInstant } from '@srs-desk/shared/process/order-ticket.ts';
import { useGetIdentity, useLocaleState, useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { countText } from '../format/amounts.ts';
import { spanText } from '../format/time.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { useTroubleText } from '../kit/TroubleLine.tsx';

/** While the log cannot be written, nothing else counts. */
const LEDGER_TEXTS: Partial<Record<HealthCause, string>> = {
  ledger_latched: 'desk.banner.ledgerLatched',
  ledger_full: 'desk.banner.ledgerFull',
  ledger_busy: 'desk.banner.ledgerBusy',
};

/** Each cause that holds, in a sentence; the team that must know, when it lies with SRS. */
function useBannerText({ health }: StatsView): string {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { identity } = useGetIdentity();
  const [first = null, ...more] = health.troubles;
  const failing = useTroubleText(first);
  const ledger = health.causes.map((cause) => LEDGER_TEXTS[cause]).find((key) => key !== undefined);
  if (ledger !== undefined) return translate(ledger);
  const lag = { count: countText(health.dueOrders, locale), span: spanText(health.lagMs, locale) };
  const proNumber: unknown = identity?.proNumber;
  const parts = health.causes.flatMap((cause) => {
    if (cause === 'behind') return [translate('desk.banner.behind', lag)];
    if (cause === 'nothing_read') return [];
    if (cause !== 'failing') return [translate(`desk.words.healthCause.${cause}`)];
    return more.length === 0
      ? [failing]
      : [failing, translate('desk.banner.more', { smart_count: more.length })];
  });
  if (health.causes.includes('failing') || health.causes.includes('denied')) {
    parts.push(translate('desk.banner.team'));
    if (typeof proNumber === 'string') parts.push(translate('desk.banner.pro', { number: proNumber }));
  }
  return parts.join(' – ');
}

/** What the banner says, and a button that copies it as a ticket. */
export default function SyncBannerText({ stats }: { stats: StatsView }) {
  const translate = useTranslate();
  const text = useBannerText(stats);
  const language = useLanguage();
  const { identity } = useGetIdentity();
  const proNumber: unknown = identity?.proNumber;
  const ticket = healthTicket(
    stats.health,
    { language, proNumber: typeof proNumber === 'string' ? proNumber : null, now: deskNow() },
    (at) => ticketInstant(at, language),
  );
  return (
    <>
      <span>{text}</span>
      <CopyButton text={ticket} label={translate('desk.banner.copy')} words variant="text" />
    </>
  );
}
