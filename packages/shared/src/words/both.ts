import { FILES_DE } from './de/files.ts';
import { WORDS_DE } from './de/index.ts';
import { FILES_EN } from './en/files.ts';
import { WORDS_EN } from './en/index.ts';
import type { Bilingual, Language } from './language.ts';
import type { FileTexts } from './texts.ts';
import type { Words } from './words.ts';

/** The names of closed sets by language. The page loads one language only and must not import this. */
export const WORDS: Readonly<Record<Language, Words>> = { en: WORDS_EN, de: WORDS_DE };

/** The names of a member of a set in all languages. */
export function namesOf(name: (words: Words) => string): Bilingual {
  return { en: name(WORDS_EN), de: name(WORDS_DE) };
}

/** Words of files by language. */
export const FILE_TEXTS: Readonly<Record<Language, FileTexts>> = { en: FILES_EN, de: FILES_DE };
