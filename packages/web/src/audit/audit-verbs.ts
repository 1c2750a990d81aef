import type { AuditHealth, EraseResult, LegalHolds, PendingChoice } from '@srs-desk/shared/api/audit.ts';
import type { PersonFileInput } from '@srs-desk/shared/api/person-file.ts';
import type { RevealReportRow } from '@srs-desk/shared/api/reveal-report.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { downloadByPost } from '../api/download.ts';
import { ask } from '../api/http.ts';

export const auditVerbs = {
  readLogHealth: (_: object, signal?: AbortSignal) => ask<AuditHealth>('audit/health', { signal }),
  readHolds: (_: object, signal?: AbortSignal) => ask<LegalHolds>('audit/holds', { signal }),
  /** Verifies the whole log, and that it goes on from these checkpoints. */
  verifyLog: ({ checkpoints }: { checkpoints: readonly string[] }) =>
    ask('audit/verify', { method: 'POST', body: checkpoints.length > 0 ? { checkpoints } : {} }),
  /** Signs the log as it stands; null when there is nothing new to sign. */
  signLog: (_: object) =>
    ask<{ size: number; note: string } | null>('audit/checkpoints', { method: 'POST', body: {} }),
  /** Saves the entries of a filter as a file; gives its name. */
  exportLog: ({ filter, format }: { filter: object; format: string }) =>
    downloadByPost('audit/export', { filter: JSON.stringify(filter), format }, `audit.${format}`),
  /** Saves the proof pack of an order; gives the file's name. */
  makeProofPack: ({ refId, ...body }: ProofPackWish) =>
    downloadByPost(`orders/${encodeURIComponent(refId)}/proof`, body, `proof-${refId}.${body.format}`),
  /** Saves everything about the person of an order, for them; gives the file's name. */
  makePersonFile: ({ refId, ...body }: PersonFileInput & { refId: string }) =>
    downloadByPost(`orders/${encodeURIComponent(refId)}/person-file`, body, `person-${refId}.${body.format}`),
  readReveals: ({ month }: { month: string }, signal?: AbortSignal) =>
    ask<RevealReportRow[]>(`reveal-report?month=${month}`, { signal }),
  /** Saves the report of a month as CSV; gives the file's name. */
  exportReveals: (wish: { month: string; lang: Language }) =>
    downloadByPost('reveal-report/export', wish, `reveals-${wish.month}.csv`),
  /** Lets the erasure by age, or the pruning of the log, go on that waits for an admin. */
  approvePlannedAct: ({ kind }: { kind: 'retention' | 'pruning' }) =>
    ask<AuditHealth>(kind === 'retention' ? 'audit/retention/approve' : 'audit/prune/approve', {
      method: 'POST',
      body: {},
    }),
  setLegalHold: ({ refId, ...body }: { refId: string; hold: boolean; reason: string }) =>
    ask(`orders/${refId}/legal-hold`, { method: 'POST', body }),
  /** Erases the person of an order and of the others of the same person. For good. */
  erasePerson: ({ refId, ...body }: { refId: string; reason: string; pending?: PendingChoice }) =>
    ask<EraseResult>(`orders/${refId}/erase`, { method: 'POST', body: { ...body, confirm: true } }),
};

interface ProofPackWish {
  refId: string;
  format: 'html' | 'json';
  lang: Language;
  /** Also what is sealed: personal data then stands in the file. */
  reveal: boolean;
  reason: string;
}
