import type { CallOperation } from '../call/fields.ts';
import type { Bilingual, Language } from '../words/language.ts';
import type { Trouble, TroubleCode } from './trouble.ts';

const SENTENCES: Readonly<Record<TroubleCode, Bilingual>> = {
  http_error: {
    en: '{host} answers HTTP {status} to {what}',
    de: '{host} beantwortet {what} mit HTTP {status}',
  },
  timeout: { en: '{host} does not answer {what} in time', de: '{host} beantwortet {what} nicht rechtzeitig' },
  no_connection: {
    en: '{host} cannot be reached for {what}',
    de: '{host} ist für {what} nicht erreichbar',
  },
  unreadable: {
    en: '{host} answers {what} in a form that cannot be read',
    de: '{host} beantwortet {what} in unlesbarer Form',
  },
  not_from_srs: {
    en: 'Something else answers {what} in place of {host} (HTTP {status})',
    de: 'An der Stelle von {host} beantwortet etwas anderes {what} (HTTP {status})',
  },
  no_token: {
    en: 'The token endpoint gives no token for {what}',
    de: 'Der Token-Endpunkt gibt kein Token für {what}',
  },
  asked_to_wait: { en: '{host} asks for a pause of {what}', de: '{host} verlangt eine Pause für {what}' },
};

/** Whom an operation asks, and what. */
const ASKED: Readonly<Record<CallOperation, readonly [host: 'srs' | 'ras' | 'token', what: Bilingual]>> = {
  token: ['token', { en: 'token requests', de: 'Token-Anfragen' }],
  list_methods: ['srs', { en: 'requests for the methods', de: 'Anfragen nach den Methoden' }],
  place_order: ['srs', { en: 'new orders', de: 'neue Aufträge' }],
  get_status: ['srs', { en: 'status calls', de: 'Statusabfragen' }],
  cancel_order: ['srs', { en: 'cancellations', de: 'Stornierungen' }],
  verify: ['ras', { en: 'Verify Calls', de: 'Verify Calls' }],
  lookup: ['ras', { en: 'evidence look-ups', de: 'Nachweisabfragen' }],
  other: ['srs', { en: 'other calls', de: 'übrige Aufrufe' }],
};

const HOSTS = {
  srs: { en: 'SRS', de: 'SRS' },
  ras: { en: 'RA Service', de: 'RA-Service' },
  token: { en: 'Token endpoint', de: 'Token-Endpunkt' },
} as const satisfies Record<string, Bilingual>;

/** The trouble as a sentence without times: "SRS answers HTTP 500 to cancellations". */
export function troubleText(
  { operation, code, status }: Pick<Trouble, 'operation' | 'code' | 'status'>,
  language: Language,
): string {
  const [host, what] = ASKED[operation];
  return SENTENCES[code][language]
    .replace('{host}', HOSTS[host][language])
    .replace('{what}', what[language])
    .replace('{status}', String(status ?? ''));
}
