/** Languages of the desk. */
export const LANGUAGES = ['en', 'de'] as const;

/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** The same text in every language of the desk. */
export type Bilingual = Readonly<Record<Language, string>>;

/** Writes an instant (ms since epoch) the way its reader wants it: their language, their time zone. */
export type FormatInstant = (at: number) => string;
