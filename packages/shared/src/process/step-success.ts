import type { VerifyStatus } from '../order/status.ts';
import { processStep, type SuccessId } from './steps.ts';
import type { StepNumber } from './teams.ts';
import type { Answered } from './ticket-report.ts';

/** What tells whether a step's success parameters are met (guide §6.2, third column). */
interface Measured {
  readonly step: StepNumber;
  readonly order: {
    readonly targetUrl: string | null;
    readonly orderId: string | null;
    readonly givesNoOrderId: string | null;
    readonly byOfficer: boolean;
    readonly verifyStatus: VerifyStatus;
  } | null;
  readonly answers: Answered;
}

/** Success parameters of the step that are known not to be met; of what nobody asked nothing is said. */
export function unmetParameters({ order, step }: Measured): SuccessId[] {
  if (order === null) return [];
  const verified = order.verifyStatus !== 'not_due' && order.verifyStatus !== 'due';
  const unmet: Partial<Record<SuccessId, boolean>> = {
    target_url: order.targetUrl === null,
    order_id: order.orderId === null && order.givesNoOrderId === null,
    evidence_id: order.verifyStatus === 'no_evidence',
    verify_successful: verified && order.verifyStatus !== 'valid',
  };
  return processStep(step)
    .success.map((parameter) => parameter.id)
    .filter((id) => unmet[id] === true);
}

const OFFICER_SPOKE: readonly (string | undefined)[] = ['said_successful', 'said_unsuccessful'];

/** Success parameters of the step that nobody has asked about. */
export function unknownParameters({ order, step, answers }: Measured): SuccessId[] {
  const verified = order !== null && order.verifyStatus !== 'not_due' && order.verifyStatus !== 'due';
  const spoke = [answers.video_user_says, answers.error_cause].some((answer) =>
    OFFICER_SPOKE.includes(answer),
  );
  const unknown: Partial<Record<SuccessId, boolean>> = {
    officer_confirms: order?.byOfficer === true && !spoke,
    final_screen: true,
    evidence_id: !verified,
    verify_successful: !verified,
  };
  return processStep(step)
    .success.map((parameter) => parameter.id)
    .filter((id) => unknown[id] === true);
}
