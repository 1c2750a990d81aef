/** Languages of the desk. */
export const LANGUAGES = ['en', 'de'] as const;

/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** The same text in every language of the desk. */
export type Bilingual = Readonly<Record<Language, string>>;
