/** The first step of a login went well; the ticket goes with the code of the second. */
export class CodeAsked extends Error {
  override readonly name = 'CodeAsked';
  constructor(readonly ticket: string) {
    super('a code of the second factor is asked for');
  }
}

/**
 * The ticket of an answer that asks for the second step; null where the session is open. By hand: the login page would
 * load all schemas for this alone.
 */
export function ticketOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if (!('next' in answer && answer.next === 'code' && 'ticket' in answer)) return null;
  return typeof answer.ticket === 'string' ? answer.ticket : null;
}
