/**
 * Signs that people read as the same, lower-cased, each folded to one of the set. Chosen for identifiers:
 * digits beside letters, and the letters of Cyrillic and Greek that have a Latin double in lower or upper case.
 */
const FOLDED: readonly (readonly [to: string, from: string])[] = [
  ['o', '0\u043e\u03bf\u0585\u00f8\u3007\u25cb'],
  ['l', '1i|\u0131\u0456\u03b9\u04cf\u2502\u01c0!'],
  ['a', '\u0430\u03b1\u0251'],
  ['b', '\u0432\u03b2\u044c'],
  ['c', '\u0441\u03f2\u1d04'],
  ['d', '\u0501'],
  ['e', '\u0435\u03b5\u0454\u212e'],
  ['h', '\u043d\u03b7\u04bb'],
  ['j', '\u0458\u03f3'],
  ['k', '\u043a\u03ba'],
  ['m', '\u043c\u03bc'],
  ['n', '\u03bd\u0578'],
  ['p', '\u0440\u03c1'],
  ['q', '\u051b'],
  ['s', '\u0455'],
  ['t', '\u0442\u03c4'],
  ['v', '\u0475'],
  ['w', '\u051d'],
  ['x', '\u0445\u03c7\u00d7'],
  ['y', '\u0443\u03c5\u04af\u03b3'],
  ['z', '\u03b6'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u30fc'],
  ['_', '\u203f\u2017'],
  ["'", '\u2018\u2019\u02bc\u0060\u00b4\u2032'],
  ['"', '\u201c\u201d\u2033\u00ab\u00bb'],
  ['.', '\u2024\u00b7\u2022'],
  ['/', '\u2044\u2215'],
];

/** From a lower-case sign to the one it is folded to. */
export const CONFUSABLES: ReadonlyMap<string, string> = new Map(
  FOLDED.flatMap(([to, from]) => [...from].map((sign): [string, string] => [sign, to])),
);
