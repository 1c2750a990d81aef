import { METHOD_CATALOGUE } from '../method/catalogue.ts';
import type { MethodSheet } from '../method/sheet.ts';
import { PROCESS_STEPS, type ProcessStep } from '../process/steps.ts';
import { foldText } from '../text/fold.ts';
import type { Bilingual } from '../words/language.ts';
import { STATUS_GLOSSARY, type StatusEntry } from './glossary.ts';
import { TERMS, type Term } from './terms.ts';

/** Everything the playbook page shows, in its order. */
export interface Playbook {
  readonly rules: readonly Bilingual[];
  readonly steps: readonly ProcessStep[];
  readonly methods: readonly MethodSheet[];
  readonly statuses: readonly StatusEntry[];
  readonly terms: readonly Term[];
}

/** The general rules of guide §6.1. */
export const GENERAL_RULES: readonly Bilingual[] = [
  {
    en: 'The Service Provider is the end user’s single point of contact and gives first-level support.',
    de: 'Der Service Provider ist die einzige Anlaufstelle der Person und leistet den First-Level-Support.',
  },
  {
    en: 'Only when first-level support has found that something is missing on the side of Swisscom or the identification provider is a case escalated, by the right channel and with the data named below.',
    de: 'Erst wenn der First-Level-Support festgestellt hat, dass bei Swisscom oder beim Identifikationsanbieter etwas fehlt, wird ein Fall eskaliert, auf dem richtigen Weg und mit den unten genannten Angaben.',
  },
];

/** The playbook of guide §4, §6 and §7 in our own words. */
export const PLAYBOOK: Playbook = {
  rules: GENERAL_RULES,
  steps: PROCESS_STEPS,
  methods: METHOD_CATALOGUE,
  statuses: STATUS_GLOSSARY,
  terms: TERMS,
};

/** A place in the playbook that a search leads to; the topic is the key of notes and links. */
export interface PlaybookHit {
  readonly topic: string;
  readonly title: string;
}

/** Topics whose text holds every word of the query, in the playbook's order; nothing for an empty query. */
export function searchPlaybook(query: string, language: keyof Bilingual): PlaybookHit[] {
  const words = foldText(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return topics(language)
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .map(({ topic, title }) => ({ topic, title }));
}

function topics(language: keyof Bilingual): { topic: string; title: string; text: string }[] {
  const entry = (topic: string, title: string, source: unknown) => ({
    topic,
    title,
    text: foldText([title, ...wordsIn(source, language)].join(' ')),
  });
  return [
    ...PROCESS_STEPS.flatMap((step) => [
      entry(`step:${step.step}`, step.title[language], [step.summary, step.success, step.route]),
      ...step.issues.map((issue) => entry(`issue:${issue.id}`, issue.title[language], issue)),
    ]),
    ...METHOD_CATALOGUE.map((sheet) => entry(`method:${sheet.key}`, sheet.displayName, sheet)),
    ...STATUS_GLOSSARY.map((status) => entry(`status:${status.status}`, status.name[language], status)),
    ...TERMS.map((term) => entry(`term:${term.id}`, term.term, term)),
  ];
}

/** Every text inside a piece of data: of the wanted language where there are two. */
function wordsIn(source: unknown, language: keyof Bilingual): string[] {
  if (typeof source === 'string') return [source];
  if (Array.isArray(source)) return source.flatMap((item) => wordsIn(item, language));
  if (typeof source !== 'object' || source === null) return [];
  const parts = Object.entries(source);
  const bilingual = 'en' in source && 'de' in source;
  return parts
    .filter(([key]) => !bilingual || key === language)
    .flatMap(([, value]) => wordsIn(value, language));
}
