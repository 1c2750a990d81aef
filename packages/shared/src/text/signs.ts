/**
 * Signs that cannot be seen: zero-width blanks, directional marks, soft hyphens, fillers, byte order marks. The two
 * joiners stay where a script needs them (Arabic and the Indic ones): there they are part of a name.
 */
const INVISIBLE =
  /\u034f|\ufe0e|\ufe0f|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
const NEEDLESS_JOINER =
  /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{M}])[\u200c\u200d]/gu;
const DASHES = /[\p{Pd}\u2212\u2043]/gu;
/** Within a Japanese word they are letters that lengthen a vowel. */
const LIKE_DASHES = /[\u30fc\uff70]/g;
/** Nothing to tidy: ASCII, its words apart by one blank each. */
const TIDY = /^[!-~]*(?: [!-~]+)*$/;
const BLANKS = /[\s\p{Z}\u2800]+/gu;

/** The text without signs that cannot be seen, and without blanks around it; for names, which stay as given. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '').replace(NEEDLESS_JOINER, '').trim();
}

/** What somebody typed or pasted, its letters composed (NFC), without invisible signs, every blank one plain blank. */
export function tidyText(text: string): string {
  if (TIDY.test(text)) return text;
  return withoutInvisible(text.normalize('NFC')).replace(BLANKS, ' ').trim();
}

/** Every dash and minus a plain hyphen. */
export function plainDashes(text: string): string {
  return text.replace(DASHES, '-');
}

/** {@link tidyText} for ids, numbers and dates: full-width signs made narrow (NFKC), every dash a plain hyphen. */
export function plainText(text: string): string {
  if (TIDY.test(text)) return text;
  const narrow = tidyText(text).replace(/[\uff01-\uff5e]/g, (sign) => sign.normalize('NFKC'));
  return plainDashes(narrow)
    .replace(LIKE_DASHES, '-')
    .replace(/\p{Nd}/gu, digitOf);
}

/** The ASCII digit of any script's: the digits of a script stand in a row of ten that begins with its zero. */
function digitOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 128) return sign;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
