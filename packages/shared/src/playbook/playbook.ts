import { METHOD_CATALOGUE } from '../method/catalogue.ts';
import type { MethodSheet } from '../method/sheet.ts';
import { PROCESS_STEPS, type ProcessStep } from '../process/steps.ts';
import type { Bilingual } from '../words/language.ts';
import { TERMS, type Term } from './terms.ts';

/** What the playbook page shows besides the names and meanings of statuses. */
interface Playbook {
  readonly rules: readonly Bilingual[];
  readonly steps: readonly ProcessStep[];
  readonly methods: readonly MethodSheet[];
  readonly terms: readonly Term[];
}

/** The general rules of guide §6.1. */
const GENERAL_RULES: readonly Bilingual[] = [
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
  terms: TERMS,
};
