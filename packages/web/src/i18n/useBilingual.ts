import type { Bilingual } from '@srs-desk/shared/words/language.ts';
import { useLocaleState } from 'react-admin';

/** Picks the language on screen out of a text that carries both. */
export function useBilingual(): (text: Bilingual) => string {
  const [locale] = useLocaleState();
  return (text) => (locale === 'de' ? text.de : text.en);
}

/** The language of tickets and messages that goes with the one on screen. */
export function useLanguage(): 'en' | 'de' {
  const [locale] = useLocaleState();
  return locale === 'de' ? 'de' : 'en';
}
