import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { I18nProvider, TranslationMessages } from 'react-admin';

const LOCALES = ['en', 'de'] as const;
type DeskLocale = (typeof LOCALES)[number];

const NAMES = [
  { locale: 'en', name: 'English' },
  { locale: 'de', name: 'Deutsch' },
];

const loaders: Record<DeskLocale, () => Promise<{ default: unknown }>> = {
  en: () => import('./en/index.ts'),
  de: () => import('./de/index.ts'),
};

/** True when `value` is a language of the desk. */
function isDeskLocale(value: unknown): value is DeskLocale {
  return LOCALES.some((locale) => locale === value);
}

/** The language to begin with: the one chosen before, else the browser's, else English. */
export function firstLocale(chosen: unknown, browser: readonly string[]): DeskLocale {
  if (isDeskLocale(chosen)) return chosen;
  const known = browser.map((tag) => tag.slice(0, 2).toLowerCase()).find(isDeskLocale);
  return known ?? 'en';
}

/** Texts of one language; only the language in use is downloaded. */
async function load(locale: string): Promise<TranslationMessages> {
  const messages = (await loaders[isDeskLocale(locale) ? locale : 'en']()).default;
  return messages as TranslationMessages;
}

/** The provider, ready with the texts of `locale`. The page's `lang` follows the choice. */
export async function createI18nProvider(locale: DeskLocale): Promise<I18nProvider> {
  const first = await load(locale);
  document.documentElement.lang = locale;
  const provider = polyglotI18nProvider(
    (wanted) => (wanted === locale ? first : load(wanted)),
    locale,
    NAMES,
  );
  return {
    ...provider,
    async changeLocale(wanted) {
      await provider.changeLocale(wanted);
      document.documentElement.lang = wanted;
    },
  };
}
