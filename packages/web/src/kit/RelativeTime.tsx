import { useLocaleState, useTranslate } from 'react-admin';
import { exactText, spanText } from '../format/time.ts';
import { Hint } from './Hint.tsx';
import { useNow } from './useNow.ts';

interface RelativeTimeProps {
  /** ISO 8601; null shows a dash. */
  at: string | null | undefined;
  /** `20 min` instead of `20 min ago`: for columns whose title says what it is. */
  bare?: boolean;
}

/** How long ago (or until) something is; the exact time, local and UTC, stands in the tooltip. */
export function RelativeTime({ at, bare }: RelativeTimeProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const ms = at ? Date.parse(at) : Number.NaN;
  const now = useNow(Number.isNaN(ms) ? undefined : ms);
  if (Number.isNaN(ms)) return <span>–</span>;
  const span = spanText(Math.abs(now - ms), locale);
  const text = ms > now + 1000 ? translate('desk.inFuture', { span }) : bare ? span : agoText(now - ms);
  function agoText(passed: number): string {
    return passed < 1000 ? translate('desk.justNow') : translate('desk.ago', { span });
  }
  return (
    <Hint title={<ExactTimes ms={ms} locale={locale} />}>
      <time dateTime={at ?? ''} style={{ whiteSpace: 'nowrap' }}>
        {text}
      </time>
    </Hint>
  );
}

function ExactTimes({ ms, locale, timeZone }: { ms: number; locale: string; timeZone?: string | undefined }) {
  const translate = useTranslate();
  return (
    <span>
      {exactText(ms, locale, timeZone)} {timeZone}
      <br />
      {exactText(ms, locale, 'UTC')} {translate('desk.utc')}
    </span>
  );
}

interface ExactTimeProps {
  /** ISO 8601; null shows a dash. */
  at: string | null | undefined;
  /** The zone in which it counts, e.g. the billing zone; the reader's own unless given. */
  timeZone?: string | undefined;
}

/** The exact local time in the text, UTC in the tooltip: for timelines and records. */
export function ExactTime({ at, timeZone }: ExactTimeProps) {
  const [locale = 'en'] = useLocaleState();
  const ms = at ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(ms)) return <span>–</span>;
  return (
    <Hint title={<ExactTimes ms={ms} locale={locale} timeZone={timeZone} />}>
      <time dateTime={at ?? ''} style={{ whiteSpace: 'nowrap' }}>
        {exactText(ms, locale, timeZone)}
      </time>
    </Hint>
  );
}
