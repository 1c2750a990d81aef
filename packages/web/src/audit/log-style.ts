import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import type { AuditHealth, VerificationSummary } from '@srs-desk/shared/api/audit.ts';
import type { StatusStyle } from '../kit/status-style.ts';

/** How the last verification looks: never verified is a warning, not a good sign. */
export function verificationStyle(last: AuditHealth['lastVerification']): StatusStyle {
  if (last === null) return { icon: HelpOutlined, tone: 'warn' };
  if (last.outcome === 'intact') return { icon: CheckCircleOutlined, tone: 'good' };
  return last.outcome === 'broken'
    ? { icon: ErrorOutlined, tone: 'bad' }
    : { icon: HelpOutlined, tone: 'warn' };
}

/** How the last comparison of the tables with the log looks. */
export function factsStyle(outcome: NonNullable<VerificationSummary['facts']>['outcome']): StatusStyle {
  if (outcome === 'agree') return { icon: CheckCircleOutlined, tone: 'good' };
  return outcome === 'differ' ? { icon: ErrorOutlined, tone: 'bad' } : { icon: HelpOutlined, tone: 'warn' };
}

/** How far the log is exposed: what no checkpoint outside the house covers. */
type Exposure = 'covered' | 'window' | 'never';

export function exposureOf({ exposure, lastExport }: Pick<AuditHealth, 'exposure' | 'lastExport'>): Exposure {
  if (lastExport === null) return 'never';
  return exposure.entries === 0 ? 'covered' : 'window';
}

export function exposureStyle(exposure: Exposure): StatusStyle {
  return exposure === 'never'
    ? { icon: ErrorOutlined, tone: 'warn' }
    : { icon: CheckCircleOutlined, tone: exposure === 'covered' ? 'good' : 'idle' };
}
