import type { Bilingual } from '../words/language.ts';

/** What the doctor looks at, in this order: each builds on the one before. */
export const DOCTOR_CHECKS = ['configuration', 'token', 'methods', 'status', 'verify'] as const;
export type DoctorCheck = (typeof DOCTOR_CHECKS)[number];

/** What each check is called and what it proves when it succeeds. */
export const CHECK_TEXTS: Readonly<Record<DoctorCheck, { name: Bilingual; proves: Bilingual }>> = {
  configuration: {
    name: { en: 'Configuration', de: 'Konfiguration' },
    proves: {
      en: 'Every address and credential that the desk needs is set and fits together.',
      de: 'Alle Adressen und Zugangsdaten sind gesetzt und passen zusammen.',
    },
  },
  token: {
    name: { en: 'Token', de: 'Token' },
    proves: {
      en: 'The token endpoint can be reached and accepts client ID and secret.',
      de: 'Der Token-Endpunkt ist erreichbar und nimmt Client-ID und Secret an.',
    },
  },
  methods: {
    name: { en: 'Methods', de: 'Methoden' },
    proves: {
      en: 'SRS can be reached, accepts the token, and offers methods to this Service Provider.',
      de: 'SRS ist erreichbar, nimmt das Token an und bietet diesem Service Provider Methoden an.',
    },
  },
  status: {
    name: { en: 'Status', de: 'Status' },
    proves: {
      en: 'SRS answers about single identifications, so the desk can follow orders.',
      de: 'SRS gibt Auskunft über einzelne Identifikationen; die Aufträge lassen sich verfolgen.',
    },
  },
  verify: {
    name: { en: 'Verify Call', de: 'Verify Call' },
    proves: {
      en: 'The RA Service can be reached and says whether evidence is there.',
      de: 'Der RA-Service ist erreichbar und sagt, ob ein Nachweis vorliegt.',
    },
  },
};

/** What was found; `advice` goes to who looks, never into a ticket. */
interface FindingText extends Bilingual {
  readonly advice?: Bilingual;
}

/** Every sentence the doctor can say; `{…}` is filled from the finding's params. */
export const FINDING_TEXTS = {
  addresses: {
    en: 'SRS at {srs}, RA Service at {ras}, token from {token}.',
    de: 'SRS auf {srs}, RA-Service auf {ras}, Token von {token}.',
  },
  through_proxy: {
    en: 'https:// addresses are reached through {proxy}, except: {except}.',
    de: 'https://-Adressen werden über {proxy} erreicht, ausser: {except}.',
  },
  no_pro_number: {
    en: 'SRS_PRO_NUMBER is not set: every ticket to the Swisscom Service Desk needs the PRO-Nr.',
    de: 'SRS_PRO_NUMBER fehlt: Jedes Ticket an den Swisscom Service Desk braucht die PRO-Nr.',
  },
  not_encrypted: {
    en: 'The address of {what} begins with http://: credentials and personal data would travel in the open.',
    de: 'Die Adresse von {what} beginnt mit http://: Zugangsdaten und Personendaten gingen unverschlüsselt.',
  },
  gateway_passes: {
    en: 'GATEWAY_ON_AUDIT_FAILURE=pass: API calls may go through unrecorded when the log cannot be written.',
    de: 'GATEWAY_ON_AUDIT_FAILURE=pass: Ist das Protokoll nicht beschreibbar, gehen API-Aufrufe ohne Eintrag durch.',
  },
  gateway_open: {
    en: 'GATEWAY_OPEN is yes: every program on this machine can use the gateway without a key.',
    de: 'GATEWAY_OPEN ist yes: Jedes Programm auf diesem Rechner kann das Gateway ohne Schlüssel benutzen.',
  },
  token_given: { en: 'A token was given.', de: 'Ein Token wurde ausgestellt.' },
  methods_listed: {
    en: '{count} methods are offered: {names}.',
    de: '{count} Methoden werden angeboten: {names}.',
  },
  no_methods: {
    en: 'SRS answers, but offers no method.',
    de: 'SRS antwortet, bietet aber keine Methode an.',
    advice: {
      en: 'Your contract may not be switched on yet.',
      de: 'Ihr Vertrag ist vielleicht noch nicht freigeschaltet.',
    },
  },
  order_read: {
    en: 'The newest known order was read ({status}).',
    de: 'Der neueste bekannte Auftrag wurde gelesen ({status}).',
  },
  fields_unread: {
    en: '{count} fields of the answer could not be read: {fields}.',
    de: '{count} Felder der Antwort waren nicht lesbar: {fields}.',
    advice: {
      en: 'The desk works without them; “desk doctor --wire” collects what to send to us.',
      de: 'Der Desk arbeitet ohne sie; «desk doctor --wire» sammelt, was Sie uns senden können.',
    },
  },
  unknown_as_expected: {
    en: 'No order is known here, so SRS was asked for a made-up Ref ID; it said, as it should, that there is none.',
    de: 'Hier ist kein Auftrag bekannt; SRS wurde nach einer erfundenen Ref ID gefragt und sagte richtig, dass es sie nicht gibt.',
  },
  order_gone: {
    en: 'SRS does not know the newest order of this desk.',
    de: 'SRS kennt den neuesten Auftrag dieses Desks nicht.',
    advice: {
      en: 'Is this the environment it was placed in?',
      de: 'Ist das die Umgebung, in der er erteilt wurde?',
    },
  },
  evidence_answered: {
    en: 'The RA Service answered for a number that belongs to nobody: no evidence, as it should be.',
    de: 'Der RA-Service antwortete zu einer Nummer, die niemandem gehört: kein Nachweis, wie es sein soll.',
  },
  evidence_unexpected: {
    en: 'The RA Service answered, with evidence for a number that should belong to nobody ({result}).',
    de: 'Der RA-Service antwortete, mit einem Nachweis zu einer Nummer, die niemandem gehören sollte ({result}).',
    advice: {
      en: 'If that was a 403 without a code, it may as well refuse the token.',
      de: 'War es ein 403 ohne Code, kann er auch das Token ablehnen.',
    },
  },
  not_asked: {
    en: 'Not asked, since an earlier check failed.',
    de: 'Nicht geprüft, da eine frühere Prüfung fehlschlug.',
  },
  credentials_refused: {
    en: 'The credentials were refused ({words}).',
    de: 'Die Zugangsdaten wurden abgelehnt ({words}).',
    advice: {
      en: 'Compare SRS_CLIENT_ID, SRS_CLIENT_SECRET and SRS_SCOPE (in the test environment SRS_BASIC_USER and SRS_BASIC_PASSWORD too) with what Swisscom sent at onboarding. If they agree, the Service Desk must check the account.',
      de: 'Vergleichen Sie SRS_CLIENT_ID, SRS_CLIENT_SECRET und SRS_SCOPE (in der Testumgebung auch SRS_BASIC_USER und SRS_BASIC_PASSWORD) mit den Angaben aus dem Onboarding. Stimmen sie, muss der Service Desk das Konto prüfen.',
    },
  },
  token_refused: {
    en: 'The token was given, but this service refuses it ({words}).',
    de: 'Das Token wurde ausgestellt, aber dieser Dienst lehnt es ab ({words}).',
    advice: {
      en: 'The account may not be allowed to use it.',
      de: 'Das Konto ist dafür vielleicht nicht berechtigt.',
    },
  },
  unreachable: {
    en: 'No connection to {host} ({words}).',
    de: 'Keine Verbindung zu {host} ({words}).',
    advice: {
      en: 'Check the address, name resolution, firewall and proxy of this machine first; if another machine of yours can connect, the fault is here.',
      de: 'Prüfen Sie zuerst Adresse, Namensauflösung, Firewall und Proxy dieser Maschine; kann eine andere Ihrer Maschinen verbinden, liegt der Fehler hier.',
    },
  },
  certificate_unknown: {
    en: 'The certificate of {host} comes from an issuer that this machine does not trust ({words}).',
    de: 'Das Zertifikat von {host} stammt von einem Aussteller, dem diese Maschine nicht vertraut ({words}).',
    advice: {
      en: 'If it is a private CA, or a proxy here opens TLS, name its certificate in EXTRA_CA_FILE; otherwise somebody else may be answering.',
      de: 'Ist es eine private CA, oder öffnet hier ein Proxy TLS, nennen Sie deren Zertifikat in EXTRA_CA_FILE; sonst antwortet vielleicht jemand anderes.',
    },
  },
  certificate_expired: {
    en: 'The certificate of {host} is not valid now ({words}).',
    de: 'Das Zertifikat von {host} ist jetzt nicht gültig ({words}).',
    advice: {
      en: 'Check the clock of this machine first; if it is right, whoever runs {host} must renew the certificate.',
      de: 'Prüfen Sie zuerst die Uhr dieser Maschine; stimmt sie, muss der Betreiber von {host} das Zertifikat erneuern.',
    },
  },
  certificate_of_another: {
    en: 'The certificate that {host} shows was made for another name ({words}).',
    de: 'Das Zertifikat von {host} ist auf einen anderen Namen ausgestellt ({words}).',
    advice: {
      en: 'Check the address, and whether a proxy answers in its place.',
      de: 'Prüfen Sie die Adresse, und ob ein Proxy an seiner Stelle antwortet.',
    },
  },
  certificate_wanted: {
    en: '{host} ended the TLS handshake ({words}).',
    de: '{host} brach den TLS-Handshake ab ({words}).',
    advice: {
      en: 'Usually it asks for a client certificate, or does not accept the one it was shown. Check RAS_CLIENT_CERT_FILE and RAS_CLIENT_KEY_FILE.',
      de: 'Meist verlangt der Dienst ein Client-Zertifikat oder nimmt das gezeigte nicht an. Prüfen Sie RAS_CLIENT_CERT_FILE und RAS_CLIENT_KEY_FILE.',
    },
  },
  connection_closed: {
    en: '{host} was reached and closed the connection without an answer ({words}).',
    de: '{host} wurde erreicht und schloss die Verbindung ohne Antwort ({words}).',
    advice: {
      en: 'A firewall or proxy may cut it; a service that asks for a client certificate does so too (RAS_CLIENT_CERT_FILE).',
      de: 'Vielleicht trennt eine Firewall oder ein Proxy; auch ein Dienst, der ein Client-Zertifikat verlangt, tut das (RAS_CLIENT_CERT_FILE).',
    },
  },
  no_tls: {
    en: '{host} does not speak TLS ({words}).',
    de: '{host} spricht kein TLS ({words}).',
    advice: {
      en: 'Does the address begin with https:// and should with http://, or is the port another?',
      de: 'Beginnt die Adresse mit https:// statt http://, oder ist der Port ein anderer?',
    },
  },
  proxy_failed: {
    en: 'The proxy did not open the way to {host} ({words}).',
    de: 'Der Proxy öffnete den Weg zu {host} nicht ({words}).',
    advice: {
      en: 'Check HTTPS_PROXY with its user name and password, NO_PROXY, and what the proxy allows.',
      de: 'Prüfen Sie HTTPS_PROXY mit Benutzername und Passwort, NO_PROXY, und was der Proxy erlaubt.',
    },
  },
  no_answer: {
    en: '{host} accepted the request and did not answer in time.',
    de: '{host} nahm die Anfrage an und antwortete nicht rechtzeitig.',
  },
  not_understood: {
    en: '{host} did not answer as SRS does ({words}).',
    de: '{host} antwortete nicht wie SRS ({words}).',
    advice: {
      en: 'Usually the address is wrong or a proxy answers in its place; otherwise the Service Desk must know.',
      de: 'Meist stimmt die Adresse nicht, oder ein Proxy antwortet an seiner Stelle; sonst muss es der Service Desk wissen.',
    },
  },
  wrong_address: {
    en: '{host} answers, but knows no such path ({words}).',
    de: '{host} antwortet, kennt aber den Pfad nicht ({words}).',
    advice: {
      en: 'Check the base address.',
      de: 'Prüfen Sie die Basisadresse.',
    },
  },
  rate_limited: {
    en: 'Too many requests at the moment (HTTP 429).',
    de: 'Zurzeit zu viele Anfragen (HTTP 429).',
    advice: {
      en: 'Try again in a minute. The connection itself works.',
      de: 'In einer Minute erneut versuchen. Die Verbindung selbst funktioniert.',
    },
  },
  server_error: {
    en: '{host} reports a failure of its own ({words}).',
    de: '{host} meldet einen eigenen Fehler ({words}).',
  },
  refused: {
    en: '{host} refused the request ({words}).',
    de: '{host} lehnte die Anfrage ab ({words}).',
  },
  held_back: {
    en: 'Not sent: after failures in a row, or because SRS asked for a pause, the desk waits until {until}.',
    de: 'Nicht gesendet: Nach Fehlern in Folge, oder weil SRS um eine Pause bat, wartet der Desk bis {until}.',
  },
} as const satisfies Record<string, FindingText>;

export type FindingCode = keyof typeof FINDING_TEXTS;
export const FINDING_CODES = Object.keys(FINDING_TEXTS) as FindingCode[];

/** What to do about a finding; null where there is nothing to do, or it says so itself. */
export function adviceOn(code: FindingCode): Bilingual | null {
  const text: FindingText = FINDING_TEXTS[code];
  return text.advice ?? null;
}
