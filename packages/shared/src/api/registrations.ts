import * as z from 'zod';
import { REGISTRATION_STATES } from '../order/registration-states.ts';

/** A row of `/api/registrations`: a Ref ID that somebody asked about and of which SRS has told no order. */
export const registrationRow = z.object({
  id: z.string(),
  refId: z.string(),
  externalId: z.string().nullable(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  state: z.enum(REGISTRATION_STATES),
  /** When SRS is asked again; null when that is over. */
  nextAskAt: z.iso.datetime().nullable(),
});
export type RegistrationRow = z.infer<typeof registrationRow>;
