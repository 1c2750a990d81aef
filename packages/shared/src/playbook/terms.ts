import type { Bilingual } from '../words/language.ts';

/** A word of the field and what it stands for. */
export interface Term {
  readonly id: string;
  readonly term: string;
  readonly meaning: Bilingual;
  readonly guideSection: string;
}

/** The words support meets every day (guide §1.3, §5.2, §7). */
export const TERMS: readonly Term[] = [
  {
    id: 'srs',
    term: 'SRS',
    meaning: {
      en: 'Smart Registration Service of Swisscom Trust Services: it arranges identifications with several providers.',
      de: 'Smart Registration Service von Swisscom Trust Services: er vermittelt Identifikationen bei mehreren Anbietern.',
    },
    guideSection: '1.3',
  },
  {
    id: 'isp',
    term: 'ISP',
    meaning: {
      en: 'Identification provider: carries out the identification (Identity.tm, Klarna).',
      de: 'Identifikationsanbieter: führt die Identifikation durch (Identity.tm, Klarna).',
    },
    guideSection: '1.3',
  },
  {
    id: 'sp',
    term: 'SP',
    meaning: {
      en: 'Service Provider: wants its users to sign and is their only contact.',
      de: 'Service Provider: will, dass seine Endkunden unterschreiben, und ist ihre einzige Anlaufstelle.',
    },
    guideSection: '1.3',
  },
  {
    id: 'ra',
    term: 'RA',
    meaning: {
      en: 'Registration authority; its database keeps the evidence.',
      de: 'Registrierungsstelle; ihre Datenbank bewahrt die Nachweise auf.',
    },
    guideSection: '1.3',
  },
  {
    id: 'evidence',
    term: 'Evidence',
    meaning: {
      en: 'Signed identity data from an identification, kept in the RA database. Its id begins with RAS.',
      de: 'Signierte Identitätsdaten einer Identifikation in der RA-Datenbank. Ihre Kennung beginnt mit RAS.',
    },
    guideSection: '1.3',
  },
  {
    id: 'verify_call',
    term: 'Verify Call',
    meaning: {
      en: 'Asks the RA Service whether there is evidence that enables a person to sign.',
      de: 'Fragt den RA-Service, ob ein Nachweis vorliegt, der eine Person zum Unterschreiben befähigt.',
    },
    guideSection: '1.3',
  },
  {
    id: 'loa',
    term: 'LOA',
    meaning: {
      en: 'Level of assurance: 3 for advanced, 4 for qualified signatures.',
      de: 'Vertrauensstufe: 3 für fortgeschrittene, 4 für qualifizierte Signaturen.',
    },
    guideSection: '1.3',
  },
  {
    id: 'target_url',
    term: 'Target URL',
    meaning: {
      en: 'The personal address at which one user starts the identification.',
      de: 'Die persönliche Adresse, an der eine Person die Identifikation beginnt.',
    },
    guideSection: '2.3',
  },
  {
    id: 'ref_id',
    term: 'Ref ID',
    meaning: {
      en: 'Swisscom’s reference of the transaction; every order has one.',
      de: 'Die Referenz von Swisscom zur Transaktion; jeder Auftrag hat eine.',
    },
    guideSection: '7.2',
  },
  {
    id: 'order_id',
    term: 'Order ID',
    meaning: {
      en: 'The identification provider’s reference; Identity.tm gives one, Klarna none.',
      de: 'Die Referenz des Identifikationsanbieters; Identity.tm vergibt eine, Klarna keine.',
    },
    guideSection: '7.2',
  },
  {
    id: 'external_id',
    term: 'External ID',
    meaning: {
      en: 'Free text of the Service Provider, used to bill its own customers; once called Customer ID.',
      de: 'Freier Text des Service Providers, mit dem er seine Kunden abrechnet; früher Customer ID genannt.',
    },
    guideSection: '5.2',
  },
  {
    id: 'pro_number',
    term: 'PRO-Nr',
    meaning: {
      en: 'The Service Provider’s number at the Swisscom Service Desk; every ticket there names it.',
      de: 'Die Nummer des Service Providers beim Swisscom Service Desk; jedes Ticket dort nennt sie.',
    },
    guideSection: '6.2',
  },
  {
    id: 'mobile_id',
    term: 'Mobile ID',
    meaning: {
      en: 'Confirms a signature on the phone, by SIM or app; without it password and one-time code serve.',
      de: 'Bestätigt eine Signatur am Telefon, per SIM oder App; ohne sie dienen Passwort und Einmalcode.',
    },
    guideSection: '7.1',
  },
];
