/** JSON text that the database has put together already, or its bytes in UTF-8: sent as it is. */
export class RawJson {
  constructor(readonly text: string | Uint8Array) {}
}
