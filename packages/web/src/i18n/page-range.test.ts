import { expect, it, vi } from 'vitest';
import { createI18nProvider } from './i18nProvider.ts';

it.each([
  ['en', '1–25 of 20,116'],
  ['de', "1–25 von 20'116"],
] as const)('a page of a long list says where it stands, in %s', async (locale, text) => {
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  const { translate } = await createI18nProvider(locale);
  const said = translate('ra.navigation.page_range_info', { offsetBegin: 1, offsetEnd: 25, total: 20_116 });
  // Which apostrophe groups Swiss thousands is the runtime's affair.
  expect(said.replace('’', "'")).toBe(text);
  vi.unstubAllGlobals();
});
