import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECK_TEXTS, FINDING_TEXTS } from '@srs-desk/shared/doctor/checks.ts';
import { PLAYBOOK } from '@srs-desk/shared/playbook/playbook.ts';
import { SUCCESS_TEXTS } from '@srs-desk/shared/process/steps.ts';
import { FILE_TEXTS, WORDS } from '@srs-desk/shared/words/both.ts';
import { MESSAGES_DE } from '@srs-desk/shared/words/de/messages.ts';
import { TICKETS_DE } from '@srs-desk/shared/words/de/tickets.ts';
import { TRIAGE_DE } from '@srs-desk/shared/words/de/triage.ts';
import { MESSAGES_EN } from '@srs-desk/shared/words/en/messages.ts';
import { TICKETS_EN } from '@srs-desk/shared/words/en/tickets.ts';
import { TRIAGE_EN } from '@srs-desk/shared/words/en/triage.ts';
import { LANGUAGES, type Language } from '@srs-desk/shared/words/language.ts';
import { describe, expect, it } from 'vitest';
import de from './de/index.ts';
import en from './en/index.ts';

type Text = readonly [path: string, text: string];

/** Stands for any fact that a text names: read, called and written it is a 2. */
const FACT: unknown = new Proxy(() => '2', {
  get: (_, key) => (key === Symbol.toPrimitive ? () => '2' : FACT),
});

/** Every text in a piece of data; of those in two languages the wanted one. Functions are called with facts. */
function textsIn(source: unknown, language: Language, path = ''): Text[] {
  if (typeof source === 'string') return [[path, source]];
  if (typeof source === 'function') return textsIn(source(FACT, FACT), language, path);
  if (typeof source !== 'object' || source === null) return [];
  const bilingual = 'en' in source && 'de' in source && Object.keys(source).length === 2;
  return Object.entries(source)
    .filter(([key]) => !bilingual || key === language)
    .flatMap(([key, value]) => textsIn(value, language, path === '' ? key : `${path}.${key}`));
}

const PAGES = { en: [en.desk, en.resources], de: [de.desk, de.resources] };
const RULES = [PLAYBOOK, SUCCESS_TEXTS, CHECK_TEXTS, FINDING_TEXTS];
const OTHERS = { en: [TRIAGE_EN, MESSAGES_EN, TICKETS_EN], de: [TRIAGE_DE, MESSAGES_DE, TICKETS_DE] };

function textsOf(language: Language): Text[] {
  return [...PAGES[language], ...OTHERS[language], FILE_TEXTS[language], ...RULES].flatMap((source) =>
    textsIn(source, language),
  );
}

/** Words that the glossary replaces by others. */
const FORBIDDEN: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    [
      'verify call|[Tt]arget url|target URL|evidence ID|RA service|registration database',
      '\\banew\\b|terms and conditions|[Hh]and-?over|[Pp]ut off|[Ww]hose turn|[Ww]hole queue|[Tt]est bench',
      '[Rr]econcil|[Pp]hone number|[Bb]irth date|[Oo]rphan|\\b[Pp]olic(y|ies)\\b|[Ss]tumbl|[Ll]ook at|[Ll]ooks? ',
      'already final|[Ff]inished work|no longer knows|[Ss]ettle|[Ee]xposure|in clear|\\bthe agent\\b',
    ].join('|'),
  ),
  de: new RegExp(
    [
      'Ziel-URL|\\bPult|Leitfaden|Verfahren|[Aa]ufdeck|[Üü]berholt|[Aa]bgelöst|[Pp]rüfende Person|RA-Dienst',
      'Registrierungsdatenbank|edingungen\\b|Aufbewahrungs(sperre|pflicht)|[Aa]bgleich|Periode|Verbrauch',
      'Aufstellung|Anpassung|Prüfstand|Waise|verwaist|[Üü]bergabe|[Üü]bergeben|[Ee]ingelesen|[Ee]inlesen',
      '[Ee]rfass(t|en)\\b|Provisorisch|Nutzende|[Aa]m Zug|Überblick|[Ss]tolper|\\bTakt\\b|\\bBlick\\b|Anbieterin',
      '\\b(die|eine|keine|Die|Eine|Keine) SMS\\b|[Ss]ignieren\\b(?! und herunterladen)|(?<!API-)\\bAufrufe?n?\\b',
      '[Ss]chon (beendet|storniert|abgeschlossen|bekannt)|Stufe\\b(?<!Mengenstufe)|Nachweis-ID|Initialisiert',
    ].join('|'),
  ),
};

/** Where a forbidden word is right: the steps of a price, and letters of what SRS calls its own. */
const RIGHT: Readonly<Record<Language, readonly string[]>> = {
  en: [],
  de: ['prices.addTier', 'prices.removeTier', 'prices.tiers'],
};

describe.each(LANGUAGES)('the texts in %s', (language) => {
  it('use no word that the glossary replaces', () => {
    const texts = textsOf(language);
    expect(texts.length).toBeGreaterThan(1_200);
    expect(
      texts.filter(([path, text]) => FORBIDDEN[language].test(text) && !RIGHT[language].includes(path)),
    ).toEqual([]);
  });

  it('are written as the language writes: quotes, and in German ss, 0.5 and 10’000', () => {
    const wrong = language === 'de' ? /ß|["„“”]|\b\d+,\d|\d'\d/ : /"|[«»]/;
    const samples = ['invoices.mapping.decimal.comma'];
    expect(textsOf(language).filter(([path, text]) => wrong.test(text) && !samples.includes(path))).toEqual(
      [],
    );
  });
});

/** Where a state has its name: that of the language, and no second one. */
it('the name of a status is written in one source file', () => {
  const sources = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/src');
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => [file, readFileSync(join(sources, file), 'utf8')] as const);
  const { status, verify } = WORDS.de;
  for (const name of [...Object.values(status), ...Object.values(verify)]) {
    const where = files.filter(([, text]) => text.includes(`: '${name}'`)).map(([file]) => file);
    expect(where, name).toEqual(['words/de/orders.ts']);
  }
});

/** What a page calls something else by the same word, such as the button that opens an order. */
const HOMONYMS: Readonly<Record<Language, readonly string[]>> = {
  en: ['frame open', 'orders open', 'resources createdAt', 'connection result'],
  de: ['connection result'],
};

it.each(LANGUAGES)('no page writes down again what has a name, in %s', (language) => {
  const { status, verify, attention, step, team, invoiceClass, decision, jobState, planClass, itemState } =
    WORDS[language];
  const named = [
    status,
    verify,
    attention,
    step,
    team,
    invoiceClass,
    decision,
    jobState,
    planClass,
    itemState,
  ];
  const names = new Set(named.flatMap((set) => Object.values<string>(set)));
  const folder = join(dirname(fileURLToPath(import.meta.url)), language);
  const doubled = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^ +(\w+): .*$/gm)].flatMap(([line, key]) =>
      [...line.matchAll(/'([^']+)'/g)]
        .filter(([, text = '']) => names.has(text))
        .map(([, text]) => `${file.replace('.ts', '')} ${key}: ${text}`),
    ),
  );
  expect(doubled.filter((one) => !HOMONYMS[language].some((known) => one.startsWith(`${known}:`)))).toEqual(
    [],
  );
});
