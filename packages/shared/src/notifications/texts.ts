import type { Bilingual, Language } from '../words/language.ts';
import type { Notice, NoticeRule } from './notices.ts';

/** What each rule is called, and what is to be done. */
const RULE_TEXTS: Readonly<Record<NoticeRule, { what: Bilingual; todo: Bilingual }>> = {
  ledger_down: {
    what: { en: 'the audit log cannot be written', de: 'das Protokoll kann nicht geschrieben werden' },
    todo: {
      en: 'Nothing can be changed until it can. /readyz says why: make space on the disk, or restart after an I/O error.',
      de: 'Bis dahin lässt sich nichts ändern. /readyz nennt den Grund: Platz schaffen, oder nach einem E/A-Fehler neu starten.',
    },
  },
  token_refused: {
    what: { en: 'SRS gives no token', de: 'SRS gibt kein Token aus' },
    todo: {
      en: 'No order can be read or placed. Run the connection check: it says whether credentials, network or SRS are the reason.',
      de: 'Kein Auftrag kann gelesen oder erteilt werden. Die Verbindungsprüfung sagt, ob es an Zugangsdaten, Netz oder SRS liegt.',
    },
  },
  breaker_open: {
    what: {
      en: 'API calls to SRS are held back after failures',
      de: 'API-Aufrufe an SRS ruhen nach Fehlern',
    },
    todo: {
      en: 'The desk tries again by itself. If it lasts, run the connection check.',
      de: 'Der Desk versucht es von selbst wieder. Hält es an, starten Sie die Verbindungsprüfung.',
    },
  },
  sync_behind: {
    what: { en: 'the sync is behind', de: 'die Synchronisierung ist im Rückstand' },
    todo: {
      en: 'Statuses that people see are older than they should be. The overview says why.',
      de: 'Angezeigte Status sind älter als vorgesehen. Die Übersicht nennt den Grund.',
    },
  },
  disk_low: {
    what: { en: 'the disk is nearly full', de: 'die Festplatte ist fast voll' },
    todo: {
      en: 'When it is full, nothing can be written, and no backup made.',
      de: 'Ist sie voll, kann nichts mehr geschrieben und keine Sicherung erstellt werden.',
    },
  },
  backup_failed: {
    what: { en: 'the last backup failed', de: 'die letzte Sicherung schlug fehl' },
    todo: { en: 'Settings → Backups says why.', de: 'Einstellungen → Sicherungen nennt den Grund.' },
  },
  backup_overdue: {
    what: { en: 'the last backup is too old', de: 'die letzte Sicherung ist zu alt' },
    todo: {
      en: 'Make one under Settings → Backups, and see why none was made by itself.',
      de: 'Erstellen Sie eine unter Einstellungen → Sicherungen und prüfen Sie, warum keine von selbst entstand.',
    },
  },
  log_broken: {
    what: { en: 'the audit log was found broken', de: 'das Protokoll ist beschädigt' },
    todo: {
      en: 'Somebody or something changed what must not change. Keep everything as it is, and run "desk audit verify".',
      de: 'Jemand oder etwas hat Unveränderliches verändert. Lassen Sie alles, wie es ist, und starten Sie «desk audit verify».',
    },
  },
  verification_overdue: {
    what: {
      en: 'the audit log was not verified for too long',
      de: 'das Protokoll wurde zu lange nicht geprüft',
    },
    todo: { en: 'Verify it under Audit log.', de: 'Prüfen Sie es unter Protokoll.' },
  },
  log_exposed: {
    what: {
      en: 'the audit log has entries that no checkpoint outside covers, for too long',
      de: 'das Protokoll hat seit zu langem Einträge, die kein Prüfpunkt ausserhalb abdeckt',
    },
    todo: {
      en: 'Until then they could be rewritten unseen. Set CHECKPOINT_DIR or CHECKPOINT_URL, or see under Audit log why none goes out.',
      de: 'Bis dahin könnten sie unbemerkt umgeschrieben werden. Setzen Sie CHECKPOINT_DIR oder CHECKPOINT_URL, oder sehen Sie unter Protokoll, warum keiner hinausgeht.',
    },
  },
  retention_ahead: {
    what: {
      en: 'persons of old orders are erased in a day',
      de: 'in einem Tag werden Personen alter Aufträge gelöscht',
    },
    todo: {
      en: 'Audit log → Health says how many. A legal hold spares an order; without RETENTION_MONTHS nothing is erased.',
      de: 'Protokoll → Zustand nennt, wie viele. Eine Sperre verschont einen Auftrag; ohne RETENTION_MONTHS wird nichts gelöscht.',
    },
  },
  retention_waits: {
    what: {
      en: 'the erasure of old orders’ persons waits',
      de: 'die Löschung der Personen alter Aufträge wartet',
    },
    todo: {
      en: 'They are very many, or the clock is doubtful: an admin decides under Audit log → Health.',
      de: 'Es sind sehr viele, oder die Uhr ist zweifelhaft: Ein Admin entscheidet unter Protokoll → Zustand.',
    },
  },
  prune_ahead: {
    what: {
      en: 'old entries of the audit log are pruned in a day',
      de: 'in einem Tag werden alte Einträge des Protokolls entfernt',
    },
    todo: {
      en: 'Audit log → Health says how many. A legal hold keeps what is about its order, and all after it; without AUDIT_KEEP_MONTHS nothing is pruned.',
      de: 'Protokoll → Zustand nennt, wie viele. Eine Löschsperre behält, was ihren Auftrag betrifft, und alles danach; ohne AUDIT_KEEP_MONTHS wird nichts entfernt.',
    },
  },
  prune_waits: {
    what: { en: 'the pruning of the audit log waits', de: 'das Entfernen alter Protokolleinträge wartet' },
    todo: {
      en: 'It is very much, the clock is doubtful, or the log does not verify: an admin looks at Audit log → Health.',
      de: 'Es ist sehr viel, die Uhr ist zweifelhaft, oder die Prüfung des Protokolls schlug fehl: Ein Admin sieht unter Protokoll → Zustand nach.',
    },
  },
  evidence_expiring: {
    what: { en: 'evidence runs out soon', de: 'Nachweise laufen bald ab' },
    todo: {
      en: 'Who signs after that must be identified anew. The list of orders shows them under “Evidence ends in 30 days” and “Evidence ends in 90 days”.',
      de: 'Wer danach signiert, muss neu identifiziert werden. Die Liste der Aufträge zeigt sie unter «Nachweis endet in 30 Tagen» und «Nachweis endet in 90 Tagen».',
    },
  },
  usage_unusual: {
    what: { en: 'unusual usage of customers', de: 'ungewöhnliche Nutzung bei Kunden' },
    todo: {
      en: 'Many more or far fewer orders than in their months before, or suddenly many failures. Usage → Anomalies names them.',
      de: 'Viel mehr oder viel weniger Aufträge als in ihren früheren Monaten, oder plötzlich viele Fehlschläge. Nutzung → Auffälligkeiten nennt sie.',
    },
  },
};

/** What is counted where a rule is about many. */
const COUNTED: Readonly<Partial<Record<NoticeRule, Bilingual>>> = {
  evidence_expiring: { en: 'Orders', de: 'Aufträge' },
  usage_unusual: { en: 'Customers', de: 'Kunden' },
};

const OVER: Bilingual = { en: 'over', de: 'vorbei' };
const STILL: Bilingual = { en: 'still', de: 'weiterhin' };
const SINCE: Bilingual = { en: 'Since', de: 'Seit' };
const TEST: Readonly<Record<'subject' | 'body', Bilingual>> = {
  subject: { en: 'SRS Desk: a test', de: 'SRS Desk: ein Test' },
  body: {
    en: 'This is a test. When something is wrong with the desk, a message like this one comes.',
    de: 'Dies ist ein Test. Stimmt etwas nicht mit dem Desk, kommt eine Nachricht wie diese.',
  },
};

export interface NoticeText {
  subject: string;
  body: string;
}

/**
 * Subject and body of a notice; `timeOf` gives a moment as people read it. `url`: where the desk is, null for unknown.
 * `count`: how many it is about, where the rule counts.
 */
export function noticeText(
  { rule, kind, since }: Notice,
  language: Language,
  timeOf: (at: number) => string,
  url: string | null,
  count: number | undefined,
): NoticeText {
  const { what, todo } = RULE_TEXTS[rule];
  const mark = kind === 'raised' ? '' : ` (${(kind === 'over' ? OVER : STILL)[language]})`;
  const counted = COUNTED[rule];
  const lines = [
    `${SINCE[language]} ${timeOf(since)}.`,
    ...(counted === undefined || count === undefined ? [] : [`${counted[language]}: ${count}.`]),
    ...(kind === 'over' ? [] : [todo[language]]),
  ];
  return {
    subject: `SRS Desk: ${what[language]}${mark}`,
    body: [...lines, ...(url === null ? [] : [url])].join('\n'),
  };
}

/** What a test sends. */
export function testText(language: Language): NoticeText {
  return { subject: TEST.subject[language], body: TEST.body[language] };
}
