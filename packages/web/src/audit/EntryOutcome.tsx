import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import type { AuditEntryRow } from '@srs-desk/shared/api/audit.ts';
import { CALL_ANSWERS, CALL_OUTCOMES } from '@srs-desk/shared/call/fields.ts';
import { OutcomeChip, StateChip } from '../kit/StateChip.tsx';
import { useOutcomeText } from './use-entry-texts.ts';

const STYLE = {
  intact: { icon: CheckCircleOutlined, tone: 'good' },
  broken: { icon: ErrorOutlined, tone: 'bad' },
  unchecked: { icon: HelpOutlined, tone: 'warn' },
} as const;

function lookOf(outcome: string) {
  return outcome in STYLE
    ? STYLE[outcome as keyof typeof STYLE]
    : ({ icon: InfoOutlined, tone: 'idle' } as const);
}

/** How what an entry tells of ended: of calls with the HTTP status. */
export function EntryOutcome({ entry }: { entry: Pick<AuditEntryRow, 'outcome' | 'detail'> }) {
  const outcomeText = useOutcomeText();
  const { outcome, detail } = entry;
  if (outcome === null) return null;
  const { httpStatus } = detail;
  const ofCall = CALL_OUTCOMES.find((one) => one === outcome);
  if (ofCall !== undefined) {
    return (
      <OutcomeChip
        outcome={ofCall}
        answer={CALL_ANSWERS.find((answer) => answer === detail.answer) ?? null}
        httpStatus={typeof httpStatus === 'number' ? httpStatus : null}
      />
    );
  }
  return <StateChip {...lookOf(outcome)} label={outcomeText(outcome)} />;
}
