/** Why an agent shows a person's data, as they choose it. A name is never changed: the log keeps it. */
export const REVEAL_CATEGORIES = ['on_the_line', 'ticket', 'comparison', 'other'] as const;
export type RevealCategory = (typeof REVEAL_CATEGORIES)[number];

/** Why a person's data was shown, as the report counts it; `unstated`: before categories were asked for. */
export const SHOWN_FOR = [
  ...REVEAL_CATEGORIES,
  'hand_over',
  'proof_pack',
  'subject_access',
  'unstated',
] as const;
export type ShownFor = (typeof SHOWN_FOR)[number];
