import type { IssueId } from './issue-ids.ts';

/** What an error's free text is about: a result, an import that failed, or one of step 3's issues. */
export type ErrorCause = 'negative' | 'import_failed' | Step3Issue;

/** The issues of step 3 in guide §6.2. */
export type Step3Issue = Extract<
  IssueId,
  | 'officer_cannot_identify'
  | 'country_not_supported'
  | 'language_not_supported'
  | 'timeout'
  | 'connection_lost'
  | 'app_not_working'
  | 'bank_login_failed'
>;

const PATTERNS: readonly (readonly [RegExp, ErrorCause])[] = [
  // The guide itself (§4) calls these reasons why data “could not be imported”. „Betrug“ is also a verb, of a sum or a time.
  [
    /fraud|betrug(?! \d)|negativ(?:e[nrs]?|ely)?[ _-](?:identifi|result|conducted|ergebnis)|identifi\w*[ _-](?:was |is |war |ist )?negativ/i,
    'negative',
  ],
  [
    /(?:bad|poor|insufficient|schlecht|ungenügend|mangelhaft)\w*[^.]{0,20}(?:means|camera|microphone|kamera|mikrofon|mittel)/i,
    'negative',
  ],
  // Not “important”; words may run into one another, as in “Datenimport” or IMPORT_FAILED.
  [/import(?!an)|\bra[ -]?(?:service|database|db)\b|could not be stored|nicht gespeichert/i, 'import_failed'],
  [/mismatch|does not match|nicht überein|expired document|not readable|unlesbar/i, 'negative'],
  [
    /(?:connection|network|call(?!y)|verbindung|gespräch)[^.]{0,30}(?:lost|broke|interrupt|drop|ab(?:ge)?br|verloren)/i,
    'connection_lost',
  ],
  [/verbindungsabbruch/i, 'connection_lost'],
  [
    /timed?out|timed?[ _-]outs?\b|session[^.]{0,20}expired|zeitüberschreitung|sitzung[^.]{0,20}abgelaufen/i,
    'timeout',
  ],
  [
    /(?:country|land(?!line)|nationality)[^.]{0,30}(?:not (?:yet )?support|nicht unterstützt)/i,
    'country_not_supported',
  ],
  [
    /(?:language|(?<!rück|ab)sprache)[^.]{0,30}(?:not (?:yet )?support|nicht unterstützt)/i,
    'language_not_supported',
  ],
  [/\bapp\b[^.]{0,40}(?:crash|not work|fail|abgestürzt|funktioniert nicht)/i, 'app_not_working'],
  [/(?:agent|officer)[^.]{0,30}(?:unavailable|not available|cannot|could not)/i, 'officer_cannot_identify'],
];

/**
 * Reads the reason an identification provider gave (free text, perhaps none). Only plain words count; any
 * other text is a negative result, which §6.2 takes as the regular end of step 3.
 */
export function readErrorReason(reason: string | null): ErrorCause {
  const text = reason?.trim() ?? '';
  return PATTERNS.find(([pattern]) => pattern.test(text))?.[1] ?? 'negative';
}
