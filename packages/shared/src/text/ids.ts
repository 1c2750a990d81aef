import { plainText } from './signs.ts';

/** 32 hex digits, whatever dashes and blanks stand between them, that do not belong to a longer row of such digits. */
const REF_ID = /(?<![0-9a-z])[0-9a-f](?:[-_ ]{0,2}[0-9a-f]){31}(?![0-9a-z])/gi;
/** A Ref ID as SRS writes it, and nothing else. */
const WRITTEN_REF_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EVIDENCE_ID = /(?<![0-9a-z])ras[0-9a-f]{24}(?![0-9a-z])/gi;
const EMAIL = /[^\s@<>()[\]:;,"'«»]+@[^\s@<>()[\]:;,"'«»?]+\.[\p{L}\d-]{2,}/gu;

/** Longest External ID, in characters: what SRS tells is kept so far, and billed. */
export const LONGEST_EXTERNAL_ID = 256;

/** Percent signs of an address read as what they stand for. */
function unescaped(text: string): string {
  return text.replace(/%(7B|7D|2D|20|2F|3A|3F|3D|26)/gi, (sign) => decodeURIComponent(sign));
}

/**
 * The Ref IDs that a text names, as SRS writes them (lower-case UUIDs), without doubles: alone, in braces, without
 * dashes, in a sentence, in an address of the desk or of a provider.
 */
export function refIdsIn(text: string): string[] {
  if (WRITTEN_REF_ID.test(text)) return [text];
  const found = unescaped(plainText(text)).match(REF_ID) ?? [];
  const digits = found.map((id) => id.toLowerCase().replace(/[^0-9a-f]/g, ''));
  return [...new Set(digits)].map((id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}

/** The one Ref ID that a text names; null when it names none, or several. */
export function refIdIn(text: string): string | null {
  const [only, ...others] = refIdsIn(text);
  return only === undefined || others.length > 0 ? null : only;
}

/** The evidence IDs that a text names, as the RA service writes them (`RAS` and 24 lower-case hex digits). */
export function evidenceIdsIn(text: string): string[] {
  const found = plainText(text).match(EVIDENCE_ID) ?? [];
  return [...new Set(found.map((id) => `RAS${id.slice(3).toLowerCase()}`))];
}

/** The e-mail addresses that a text names (`mailto:a@b.ch`, `Anna Muster <a@b.ch>`), in the case they stand in. */
export function emailsIn(text: string): string[] {
  return tidyEmails(plainText(text).match(EMAIL) ?? []);
}

function tidyEmails(found: readonly string[]): string[] {
  return [...new Set(found.map((address) => address.replace(/\.+$/, '')))];
}
