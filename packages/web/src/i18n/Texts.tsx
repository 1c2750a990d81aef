import { type ReactNode, useEffect, useState } from 'react';
import { I18nContext, type I18nProvider, useNotify, useStore } from 'react-admin';
import { createI18nProvider } from './i18nProvider.ts';

interface TextsProps {
  /** The texts to begin with. */
  first: I18nProvider;
  children: ReactNode;
}

/**
 * Says all within in the language chosen. React-admin would mount the page anew for another language, and what was typed and
 * ticked on it would be gone; here each language has a provider of its own, and the page stays.
 */
export function Texts({ first, children }: TextsProps) {
  const [locale = first.getLocale()] = useStore<string>('locale');
  const [texts, setTexts] = useState(first);
  const notify = useNotify();
  useEffect(() => {
    document.documentElement.lang = texts.getLocale();
    if (locale === texts.getLocale()) return;
    let isWanted = true;
    createI18nProvider(locale).then(
      (loaded) => isWanted && setTexts(loaded),
      () => isWanted && notify('ra.notification.i18n_error', { type: 'error' }),
    );
    return () => {
      isWanted = false;
    };
  }, [locale, texts, notify]);
  return <I18nContext.Provider value={texts}>{children}</I18nContext.Provider>;
}
