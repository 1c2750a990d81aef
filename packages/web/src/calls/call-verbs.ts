import type { HandoverGiven } from '@srs-desk/shared/api/support.ts';
import { ask } from '../api/http.ts';

export const callVerbs = {
  /** Records that the ticket of a call was given to a team. */
  handOverCall: ({ callId, ...body }: HandoverGiven & { callId: number }) =>
    ask(`calls/${callId}/handovers`, { method: 'POST', body }),
};
