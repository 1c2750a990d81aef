/** Letters that have no mark to take off, as they are written without them. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ŋ: 'n',
};
/** Letters that are written out where the keyboard lacks them. */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ø: 'oe',
  å: 'aa',
  đ: 'dj',
};
/** Marks that modify a letter of any script; vowel signs of a script's own are letters of the word. */
const MARKS = /[\p{Script=Inherited}\u0591-\u05c7]+/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const JOINT = "['\\u2018\\u2019\\u02b9\\u02bb\\u02bc\\u2032\\u0060\\u00b4\\uff07\\u2010-\\u2015-]";
const JOINED_WORD = new RegExp(
  `[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*(?:${JOINT}[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*)*`,
  'gu',
);
const JOINTS = new RegExp(JOINT, 'gu');
/** Scripts that put no blanks between words: every sign is one. */
const SIGN_BY_SIGN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const TITLES: ReadonlySet<string> = new Set(
  `herr herrn hr frau fr frl mr mrs ms miss mx sir madam monsieur madame mademoiselle mme mlle signor signora signore sig
  dr prof professor med iur jur phil rer nat dipl ing lic mag msc bsc mba`.split(/\s+/),
);

/** A text as it is compared: no case, no marks, and letters such as ß, ł, ø as they are written without them. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .normalize('NFKC')
    .replace(/[øđłıħŧðþæœßŋ]/g, (letter) => PLAIN[letter] ?? letter);
}

/** The folded words of a text, without doubles. */
export function foldedWords(text: string): string[] {
  return [...new Set(foldText(text).match(WORD) ?? [])];
}

/** Folded with the marks written out: Müller as mueller. */
function writtenOut(word: string): string {
  return foldText(
    word
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöüøåđ]/g, (letter) => WRITTEN_OUT[letter] ?? letter),
  );
}

/** What spellings with and without marks, and written out, have in common. */
export function core(folded: string): string {
  return folded
    .replace(/([aou])e/g, '$1')
    .replaceAll('aa', 'a')
    .replaceAll('dj', 'd');
}

/** One word of a name that is looked for. */
export interface SoughtWord {
  /** The whole word is found under any of these. */
  readonly whole: readonly string[];
  /** A word that begins with any of these is found too; none for a sign that is a word. */
  readonly begins: readonly string[];
  /** What the word's spellings have in common; nearly always one. */
  readonly cores: readonly string[];
}

function soughtWord(word: string): SoughtWord {
  if (SIGN_BY_SIGN.test(word)) return { whole: [foldText(word)], begins: [], cores: [foldText(word)] };
  const begins = [...new Set([foldText(word), writtenOut(word)])];
  const cores = [...new Set(begins.map(core))];
  return { whole: [...new Set([...begins, ...cores])], begins, cores };
}

/** Words and signs of a text; joints are taken out (`join`), or part words. */
function wordsOf(text: string, join: boolean): string[] {
  const words = text.normalize('NFC').match(JOINED_WORD) ?? [];
  return words.flatMap((word) => {
    const parts = join ? [word.replace(JOINTS, '')] : word.split(JOINTS);
    return parts.flatMap((part) =>
      SIGN_BY_SIGN.test(part) ? [...part].filter((sign) => /[\p{L}\p{N}]/u.test(sign)) : [part],
    );
  });
}

/** Everything under which a name is found: see {@link soughtName}; and the cores of its words. */
export function nameTerms(name: string): { terms: string[]; cores: string[] } {
  const words = [...wordsOf(name, false), ...wordsOf(name, true)].map(soughtWord);
  const all = (of: 'whole' | 'cores') => [...new Set(words.flatMap((word) => word[of]))];
  return { terms: all('whole'), cores: all('cores') };
}

/**
 * The words of a name that is looked for, all of which must be found, titles before it left out. Two readings where
 * apostrophes or hyphens join words (`D'Amico`): as parts, and as one word.
 */
export function soughtName(text: string): SoughtWord[][] {
  const readings = [false, true].map((join) => withoutTitles(wordsOf(text, join)));
  const [parts = [], joined = []] = readings;
  const same = parts.length === joined.length;
  return (same ? [parts] : [joined, parts]).map((words) => words.map(soughtWord));
}

function withoutTitles(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !TITLES.has(foldText(word)));
  return at === -1 ? words.slice(-1) : words.slice(at);
}

/** From how many letters on one typo is tolerated. */
export const SHORTEST_WITH_TYPO = 5;

/**
 * The word itself and the word without any one of its letters: two words that differ by one letter more, fewer,
 * another, or by two swapped, have one of these in common.
 */
export function nearSpellings(folded: string): string[] {
  const letters = [...folded];
  return [...new Set([folded, ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))])];
}

/** Whether two folded words are equal but for one letter more, fewer, another, or two swapped. */
export function isOneTypoApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [[...a], [...b]] : [[...b], [...a]];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (letters: string[], from: number): string => letters.slice(from).join('');
  if (long.length > short.length) return rest(short, at) === rest(long, at + 1);
  if (rest(short, at + 1) === rest(long, at + 1)) return true;
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return swapped && rest(short, at + 2) === rest(long, at + 2);
}
