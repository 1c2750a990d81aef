import type { FormatInstant } from '@srs-desk/shared/words/language.ts';
import { useLocaleState } from 'react-admin';
import { clockText } from '../format/time.ts';
import { useNow } from '../kit/useNow.ts';

/** Writes instants inside triage's sentences: the reader's zone, the date only when it is another day. */
export function useFormatInstant(): FormatInstant {
  const [locale = 'en'] = useLocaleState();
  const now = useNow();
  return (at) => clockText(at, now, locale);
}
