import { Box, useTheme } from '@mui/material';
import type { CallAnswer, CallOutcome } from '@srs-desk/shared/call/fields.ts';
import type { AttentionCode } from '@srs-desk/shared/order/attention.ts';
import { type OrderStatus, SRS_STATUS_NAMES, type VerifyStatus } from '@srs-desk/shared/order/status.ts';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { Tone } from '../theme/palette.ts';
import { Hint } from './Hint.tsx';
import {
  ANSWER_STYLE,
  ATTENTION_STYLE,
  ORDER_STYLE,
  OUTCOME_STYLE,
  type StatusStyle,
  VERIFY_STYLE,
} from './status-style.ts';

interface StateChipProps extends StatusStyle {
  label: ReactNode;
  help?: string | undefined;
  large?: boolean;
}

/**
 * The one way a state is shown: icon, word and colour together. Status, verify and attention chips are made of it;
 * other verticals use it for states of their own.
 */
export function StateChip({ icon: Icon, tone, label, help, large }: StateChipProps) {
  const { desk } = useTheme();
  const colours = desk.tones[tone];
  const chip = (
    <span
      style={{
        ...CHIP,
        color: colours.text,
        backgroundColor: colours.soft,
        fontSize: large ? '0.9375rem' : '0.8125rem',
      }}
    >
      <Icon aria-hidden style={{ fontSize: large ? 18 : 15, flex: 'none' }} />
      <span style={LABEL}>{label}</span>
    </span>
  );
  return help === undefined ? chip : <Hint title={help}>{chip}</Hint>;
}

// Plain styles: a list shows hundreds of chips, and `sx` takes several times as long as the rest of one.
const CHIP: CSSProperties = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  padding: '1px 6px',
  borderRadius: 5,
  fontWeight: 600,
  lineHeight: 1.5,
  whiteSpace: 'nowrap',
  maxWidth: '100%',
};

const LABEL: CSSProperties = { overflow: 'hidden', textOverflow: 'ellipsis' };

interface StatusChipProps {
  status: OrderStatus;
  /** What SRS wrote, shown when the desk does not know it. */
  wireStatus?: string | null | undefined;
  large?: boolean;
  /** Shows SRS's own name of the status beside the chip, where the chip has another. */
  withSrsName?: boolean;
}

/** Status of an order at SRS. */
export function StatusChip({ status, wireStatus, large, withSrsName }: StatusChipProps) {
  const translate = useTranslate();
  const word = translate(`desk.words.status.${status}`);
  const label = status === 'unknown' && wireStatus ? `${word}: ${wireStatus}` : word;
  const srsName = status === 'unknown' || SRS_STATUS_NAMES[status] === word ? null : SRS_STATUS_NAMES[status];
  const meaning = translate(`desk.words.statusMeaning.${status}`);
  const help = [srsName === null ? meaning : `${srsName}: ${meaning}`, wireStatus ? `SRS: ${wireStatus}` : '']
    .filter(Boolean)
    .join(' · ');
  const chip = <StateChip {...ORDER_STYLE[status]} label={label} help={help} large={large ?? false} />;
  if (!withSrsName || srsName === null) return chip;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'baseline', gap: 0.5 }}>
      {chip}
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'nowrap' }}>
        {srsName}
      </Box>
    </Box>
  );
}

/** Result of the last Verify Call. */
export function VerifyChip({ status }: { status: VerifyStatus }) {
  const translate = useTranslate();
  return <StateChip {...VERIFY_STYLE[status]} label={translate(`desk.words.verify.${status}`)} />;
}

/** Why an order needs somebody. */
export function AttentionChip({ code }: { code: AttentionCode }) {
  const translate = useTranslate();
  return <StateChip {...ATTENTION_STYLE[code]} label={translate(`desk.words.attention.${code}`)} />;
}

interface OutcomeChipProps {
  outcome: CallOutcome;
  answer: CallAnswer | null;
  httpStatus: number | null;
}

/** What came of a call, with its HTTP status when it got one: SRS's answer where that is no failure, else the outcome. */
export function OutcomeChip({ outcome, answer, httpStatus }: OutcomeChipProps) {
  const translate = useTranslate();
  const style = answer === null ? OUTCOME_STYLE[outcome] : ANSWER_STYLE[answer];
  const word =
    answer === null ? translate(`desk.words.outcome.${outcome}`) : translate(`desk.words.answer.${answer}`);
  return <StateChip {...style} label={httpStatus === null ? word : `${httpStatus} ${word}`} />;
}

/** A tone for a word that has no state of its own (counts, notes). */
export function ToneText({ tone, children }: { tone: Tone; children: ReactNode }) {
  const { desk } = useTheme();
  return (
    <Box component="span" sx={{ color: desk.tones[tone].text, fontWeight: 600 }}>
      {children}
    </Box>
  );
}
