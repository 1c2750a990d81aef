/** The first step of a login went well; the ticket goes with the code of the second. */
export class CodeAsked extends Error {
  override readonly name = 'CodeAsked';
  constructor(readonly ticket: string) {
    super('a code of the second factor is asked for');
  }
}
