/**
 * The closed set of what a verb may answer instead of a result. `http/error-handler.ts` maps each to a status;
 * `code` is for programs and keeps its meaning.
 */
export abstract class DeskError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Further members of the problem answer: never personal data, never a secret. */
    readonly members: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** There is no such thing, or not for the one who asks. */
export class NotFound extends DeskError {
  override readonly name = 'NotFound';
}

/** The address exists, but not for this method; `allowed` are those it has. */
export class MethodNotAllowed extends DeskError {
  override readonly name = 'MethodNotAllowed';
  constructor(readonly allowed: readonly string[]) {
    super('method_not_allowed', `This address answers ${allowed.join(', ')} only.`);
  }
}

/** The state of things forbids it now. */
export class Conflict extends DeskError {
  override readonly name = 'Conflict';
}

/** The one who asks may not. */
export class Forbidden extends DeskError {
  override readonly name = 'Forbidden';
}

/** Nobody known asks. */
export class Unauthenticated extends DeskError {
  override readonly name = 'Unauthenticated';
}

/** The input cannot be used; `errors` says by field what is wrong and what would be right. */
export class InvalidInput extends DeskError {
  override readonly name = 'InvalidInput';
  constructor(
    readonly errors: Record<string, string>,
    message = 'The request cannot be used as it is.',
    code = 'invalid_input',
  ) {
    super(code, message);
  }
}

/** Understood, but it cannot be carried out as asked. */
export class Unprocessable extends DeskError {
  override readonly name = 'Unprocessable';
}

/** Asked too often; `retryAfterMs` is how long to wait. */
export class TooMany extends DeskError {
  override readonly name = 'TooMany';
  constructor(
    code: string,
    message: string,
    readonly retryAfterMs: number,
  ) {
    super(code, message);
  }
}

/** It cannot be done at the moment; nothing was done but what its words say. */
export class Unavailable extends DeskError {
  override readonly name = 'Unavailable';
}

/** SRS refused or failed, and it is certain what holds. */
export class UpstreamFailed extends DeskError {
  override readonly name = 'UpstreamFailed';
}

/** Whether SRS acted is not known: it must not be asked again blindly. */
export class OutcomeUnknown extends DeskError {
  override readonly name = 'OutcomeUnknown';
}
