/** The support teams of guide §6.2. The provider is never called directly: the way to it is Swisscom's desk. */
export const SUPPORT_TEAMS = [
  'swisscom_service_desk',
  'service_provider_support',
  'isp_via_swisscom_service_desk',
] as const;

/** One of {@link SUPPORT_TEAMS}. */
export type SupportTeam = (typeof SUPPORT_TEAMS)[number];

/**
 * Who moves next: the user, the Service Provider's own people, Swisscom, or the provider (reached via Swisscom). Apart
 * from the team to turn to when a step goes wrong: a user who has to accept the terms is a case for Swisscom only later.
 */
export const NEXT_ACTORS = ['user', 'us', 'swisscom', 'isp'] as const;

/** One of {@link NEXT_ACTORS}. */
export type NextActor = (typeof NEXT_ACTORS)[number];

/** The process steps of guide §6.1. */
export const STEP_NUMBERS = [1, 2, 3, 4, 5] as const;

/** Number of a process step. */
export type StepNumber = (typeof STEP_NUMBERS)[number];

const TEAM_OF_STEP: Readonly<Record<StepNumber, SupportTeam>> = {
  1: 'swisscom_service_desk',
  2: 'service_provider_support',
  3: 'isp_via_swisscom_service_desk',
  4: 'service_provider_support',
  5: 'swisscom_service_desk',
};

/** The team responsible for a step (guide §6.2). */
export function teamOf(step: StepNumber): SupportTeam {
  return TEAM_OF_STEP[step];
}

/** The data that tickets hold (guide §6.2, last column). */
export const TICKET_FIELDS = [
  'proNumber',
  'refId',
  'orderId',
  'method',
  'msisdn',
  'evidenceId',
  'problem',
  'time',
  'contact',
] as const;

/** One of {@link TICKET_FIELDS}. */
export type TicketField = (typeof TICKET_FIELDS)[number];

/** What becomes of a ticket. */
export const TICKET_STATES = ['open', 'answered', 'closed'] as const;

/** One of {@link TICKET_STATES}. */
export type TicketState = (typeof TICKET_STATES)[number];
