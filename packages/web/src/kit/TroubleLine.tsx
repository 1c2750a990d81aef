import { Box } from '@mui/material';
import { troubleText } from '@srs-desk/shared/health/trouble-text.ts';
import type { TroubleView } from '@srs-desk/shared/health/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { clockText, spanText } from '../format/time.ts';
import { useNow } from './useNow.ts';

/** What goes wrong at SRS, since when, and when it is tried again: "SRS answers HTTP 500 to cancellations since 14:02; next try in 12 s". */
export function useTroubleText(trouble: TroubleView | null): string {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const nextAt = trouble?.nextTryAt ? Date.parse(trouble.nextTryAt) : null;
  const now = useNow(nextAt ?? undefined);
  if (trouble === null) return '';
  const told = troubleText(trouble, locale === 'de' ? 'de' : 'en');
  const since = clockText(Date.parse(trouble.since), now, locale);
  const next =
    nextAt === null
      ? ''
      : nextAt - now < 1_000
        ? translate('desk.trouble.nextNow')
        : translate('desk.trouble.next', { span: spanText(nextAt - now, locale) });
  return `${translate('desk.trouble.since', { told, time: since })}${next}`;
}

/** {@link useTroubleText} as a line. */
export function TroubleLine({ trouble }: { trouble: TroubleView }) {
  return <Box component="span">{useTroubleText(trouble)}</Box>;
}
