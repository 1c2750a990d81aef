/** A time stamp (RFC 3161) that does not hold, or is none: says why. */
export class StampInvalid extends Error {
  override readonly name = 'StampInvalid';
  /** `untrusted`: it holds, but whose it is leads to no trusted certificate. */
  constructor(
    message: string,
    readonly reason: 'invalid' | 'untrusted' = 'invalid',
  ) {
    super(message);
  }
}
