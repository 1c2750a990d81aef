import type { Bilingual } from '../words/language.ts';
import type { InitialDataField } from './sheet.ts';

/** What each piece of initial data is called on screen. */
export const INITIAL_DATA_LABELS: Readonly<Record<InitialDataField, Bilingual>> = {
  firstName: { en: 'First names', de: 'Vornamen' },
  lastName: { en: 'Surname', de: 'Nachname' },
  mobile: { en: 'Mobile number', de: 'Mobilnummer' },
  dob: { en: 'Date of birth', de: 'Geburtsdatum' },
  placeOfBirth: { en: 'Place of birth', de: 'Geburtsort' },
  nationality: { en: 'Nationality', de: 'Staatsangehörigkeit' },
  documentValidity: { en: 'ID document valid until', de: 'Ausweis gültig bis' },
  country: { en: 'Country', de: 'Land' },
  email: { en: 'E-mail', de: 'E-Mail' },
  language: { en: 'Language', de: 'Sprache' },
  externalId: { en: 'External ID', de: 'External ID' },
  address: { en: 'Postal address', de: 'Postanschrift' },
  artistName: { en: 'Artist name', de: 'Künstlername' },
  title: { en: 'Title', de: 'Titel' },
  documentSerial: { en: 'Serial number of the ID document', de: 'Seriennummer des Ausweises' },
  issuerCountry: { en: 'Issuing country of the ID document', de: 'Ausstellungsland des Ausweises' },
  issuingCity: { en: 'Issuing city of the ID document', de: 'Ausstellungsort des Ausweises' },
};
