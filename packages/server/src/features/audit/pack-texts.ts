import type { Language } from '@srs-desk/shared/words/language.ts';

interface PackTexts {
  title(refId: string): string;
  intro(entries: number): string;
  madeAt: string;
  pruned: string;
  /** Says which entries the log did not hold any more. */
  prunedBefore(from: number): string;
  publicKey: string;
  checkpoint: string;
  howTo: string;
  entries: string;
  columns: readonly string[];
  opened: string;
  sealed: string;
  stored: string;
  /** How somebody checks the pack without us. */
  howToCheck: readonly string[];
}

/** What a proof pack says around the entries. */
export const PACK_TEXTS: Readonly<Record<Language, PackTexts>> = {
  en: {
    title: (refId) => `Proof of order ${refId}`,
    intro: (entries) =>
      `${entries} entries of the audit log of SRS Desk, each with the proof that it stands in the signed log.`,
    madeAt: 'Made at',
    pruned: 'Pruned',
    prunedBefore: (from) =>
      `Entries 1 to ${from - 1} had been taken out of the log: what they held about the order is not in this pack.`,
    publicKey: 'Public key',
    checkpoint: 'Signed checkpoint',
    howTo: 'How to check it',
    entries: 'Entries',
    columns: ['No.', 'When (UTC)', 'What', 'Who', 'Details'],
    opened: 'sealed part, opened',
    sealed: 'Has a sealed part, covered by the proof.',
    stored: 'as stored, with its proof',
    howToCheck: [
      'Compare the public key with the one that was handed to you before, by another way.',
      'With the desk at hand: desk audit verify --pack FILE --key FILE. Exit code 0 means that all of it holds.',
      'By hand: each entry’s leaf is SHA-256 over a zero byte and the UTF-8 bytes of its text.',
      'The proof leads from the leaf, with its index (number − 1) and the tree’s size, to the root (RFC 6962, 2.1.1).',
      'The root is the third line of the checkpoint, in base64; the second line is the tree’s size.',
      'The checkpoint is a signed note (c2sp.org/signed-note), signed with Ed25519 over its text up to the blank line.',
      'The last entry states how many entries come before it and, as “index”, the SHA-256 over their leaves in order: none of them was left out since.',
      'What a “sealed” field holds is encrypted; the proof covers it all the same.',
    ],
  },
  de: {
    title: (refId) => `Beweis zum Auftrag ${refId}`,
    intro: (entries) =>
      `${entries} Einträge des Protokolls von SRS Desk, je mit dem Beweis, dass sie im signierten Protokoll stehen.`,
    madeAt: 'Erstellt am',
    pruned: 'Ausgelagert',
    prunedBefore: (from) =>
      `Die Einträge 1 bis ${from - 1} waren schon ausgelagert: Was sie zum Auftrag enthielten, fehlt in diesem Paket.`,
    publicKey: 'Öffentlicher Schlüssel',
    checkpoint: 'Signierter Prüfpunkt',
    howTo: 'So wird geprüft',
    entries: 'Einträge',
    columns: ['Nr.', 'Wann (UTC)', 'Was', 'Wer', 'Angaben'],
    opened: 'versiegelter Teil, geöffnet',
    sealed: 'Hat einen versiegelten Teil, den der Beweis mit umfasst.',
    stored: 'wie gespeichert, mit Beweis',
    howToCheck: [
      'Vergleichen Sie den öffentlichen Schlüssel mit dem, den Sie früher auf anderem Weg erhalten haben.',
      'Mit dem Desk: desk audit verify --pack DATEI --key DATEI. Der Exit-Code 0 bedeutet, dass alles stimmt.',
      'Von Hand: Das Blatt eines Eintrags ist SHA-256 über ein Null-Byte und die UTF-8-Bytes seines Textes.',
      'Der Beweis führt vom Blatt, mit seinem Index (Nummer − 1) und der Grösse des Baums, zur Wurzel (RFC 6962, 2.1.1).',
      'Die Wurzel ist die dritte Zeile des Prüfpunkts, in Base64; die zweite Zeile ist die Grösse des Baums.',
      'Der Prüfpunkt ist eine signierte Notiz (c2sp.org/signed-note), mit Ed25519 signiert über ihren Text bis zur Leerzeile.',
      'Der letzte Eintrag nennt, wie viele Einträge vor ihm stehen, und als «index» den SHA-256 über ihre Blätter der Reihe nach: Keiner wurde seither weggelassen.',
      'Was ein Feld «sealed» enthält, ist verschlüsselt; der Beweis umfasst es trotzdem.',
    ],
  },
};
