/** Outcome of a placing that SRS answered, where the desk did not take the order up. */
export const UNRECORDED = 'unrecorded';
