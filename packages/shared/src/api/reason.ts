import * as z from 'zod';

/** Longest reason, in characters. */
export const LONGEST_REASON = 500;

/** Why somebody does what has to be accounted for. */
export const reason = z.string().trim().min(3, 'say why, in at least 3 characters').max(LONGEST_REASON);
