import type { Words } from '../words.ts';

/** Words of the desk's health in German. */
export const HEALTH_WORDS = {
  healthState: {
    good: 'aktuell',
    unread: 'noch nichts gelesen',
    warn: 'Handlungsbedarf',
    bad: 'angehalten',
  },
  healthCause: {
    ledger_latched: 'Das Protokoll ist nach einem Schreibfehler angehalten',
    ledger_full: 'Das Protokoll ist nicht beschreibbar: Der Datenträger ist voll',
    ledger_busy: 'Das Protokoll ist nicht beschreibbar: Ein anderes Programm sperrt die Datenbank',
    stopped: 'Die Synchronisierung läuft nicht',
    disk_low:
      'Der Datenträger ist fast voll: Unter der gesetzten Grenze nimmt das Gateway keine API-Aufrufe an',
    denied: 'SRS kennt Aufträge nicht mehr, die es kannte',
    behind: 'Die Synchronisierung ist im Rückstand',
    failing: 'API-Aufrufe schlagen fehl',
    nothing_read: 'SRS hat seit dem Start des Desks von keinem Auftrag Auskunft gegeben',
  },
} as const satisfies Partial<Words>;
