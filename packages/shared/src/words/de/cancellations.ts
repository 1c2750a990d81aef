import type { Words } from '../words.ts';
import { ORDER_WORDS } from './orders.ts';

const { status, attention } = ORDER_WORDS;

/** Words of bulk cancellations in German. */
export const CANCELLATION_WORDS = {
  jobState: {
    planned: 'Geplant',
    awaiting_approval: 'Wartet auf Freigabe',
    approved: 'In der Warteschlange',
    running: 'Läuft',
    paused: 'Pausiert',
    completed: 'Fertig',
    stopped: 'Gestoppt',
    rejected: 'Abgelehnt',
    discarded: 'Verworfen',
  },
  jobSource: {
    selection: 'Auswahl',
    filter: 'Filter',
    superseded: attention.superseded,
    stale: 'Lange unverändert',
    policy: 'Regel',
    retry: 'Frühere Stornierung',
  },
  planClass: {
    will_cancel: 'Wird storniert',
    already_final: 'Bereits beendet',
    changed: 'Seit Planung geändert',
    not_allowed: 'Nicht möglich',
    finished_work: 'Bereits identifiziert',
  },
  notAllowed: {
    unknown_ref_id: 'der Desk kennt diese Ref ID nicht',
    gone_at_srs: 'der Auftrag ist bei SRS unbekannt',
    erased: 'die Person wurde gelöscht',
    in_other_job: 'er gehört zu einer anderen Stornierung',
    call_may_run: 'die Person ist vielleicht gerade im Gespräch',
  },
  itemState: {
    pending: 'Wartet',
    in_progress: 'In Arbeit',
    cancelled: status.cancelled,
    already_final: 'Bereits beendet',
    already_cancelled: 'Bereits storniert',
    unknown_at_srs: attention.gone,
    changed: 'Inzwischen geändert',
    failed: 'Fehlgeschlagen',
    left: 'Übersprungen',
  },
} as const satisfies Partial<Words>;
