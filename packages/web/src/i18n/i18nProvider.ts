import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { I18nProvider, TranslationMessages } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { type Say, sayerOf } from './sentences.ts';

const LOCALES = ['en', 'de'] as const;
type DeskLocale = (typeof LOCALES)[number];

const NAMES = [
  { locale: 'en', name: 'English' },
  { locale: 'de', name: 'Deutsch' },
];

interface Language {
  messages: TranslationMessages;
  /** Says what the server tells of a field, which is English. */
  say: Say;
}

/** Texts of one language; only the language in use is downloaded. */
const loaders: Record<DeskLocale, () => Promise<Language>> = {
  async en() {
    return { messages: messagesOf(await import('./en/index.ts')), say: () => undefined };
  },
  async de() {
    const [texts, sentences] = await Promise.all([import('./de/index.ts'), import('./de/sentences.ts')]);
    return { messages: messagesOf(texts), say: sayerOf(sentences.default) };
  },
};

function messagesOf(module: { default: unknown }): TranslationMessages {
  return module.default as TranslationMessages;
}

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

function load(locale: string): Promise<Language> {
  return loaders[isDeskLocale(locale) ? locale : 'en']();
}

/** A page's place in its list, which react-admin gives as bare numbers. */
const PAGE_RANGE = 'ra.navigation.page_range_info';

function countsIn(options: object = {}, locale: string): object {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'number' ? countText(value, locale) : value,
    ]),
  );
}

/** The provider, ready with the texts of `locale`: another language is another provider. */
export async function createI18nProvider(locale: string): Promise<I18nProvider> {
  const { messages, say } = await load(locale);
  const provider = polyglotI18nProvider(() => messages, locale, NAMES);
  return {
    ...provider,
    // React-admin asks for what stands against a field with the sentence as key and as what is said without one.
    translate: (key, options) =>
      (options?._ === key ? say(key) : undefined) ??
      provider.translate(key, key === PAGE_RANGE ? countsIn(options, locale) : options),
    changeLocale: () => Promise.resolve(),
  };
}
