import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createI18nProvider, firstLocale } from './i18n/i18nProvider.ts';
import { watchEarlyKeys } from './layout/early-keys.ts';
import { preferenceStore } from './session/preference-store.ts';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  const locale = firstLocale(preferenceStore().getItem('locale'), navigator.languages);
  const [i18nProvider, { dataProvider }] = await Promise.all([
    createI18nProvider(locale),
    import('./dataProvider.ts'),
  ]);
  createRoot(root).render(
    <StrictMode>
      <App dataProvider={dataProvider} i18nProvider={i18nProvider} />
    </StrictMode>,
  );
}

watchEarlyKeys();
void start();
