/** JSON text that the database has put together already: sent as it is. */
export class RawJson {
  constructor(readonly text: string) {}
}
