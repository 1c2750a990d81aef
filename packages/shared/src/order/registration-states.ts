/** What is known of a Ref ID that is no order: SRS could not be asked yet, or does not know it. */
export const REGISTRATION_STATES = ['pending', 'not_found'] as const;

/** One of {@link REGISTRATION_STATES}. */
export type RegistrationState = (typeof REGISTRATION_STATES)[number];
