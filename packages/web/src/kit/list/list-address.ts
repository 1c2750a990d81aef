/** The address of a list under a filter, as react-admin reads it: `/calls?filter={"refId":"…"}`. */
export function listAddress(path: string, filter: Readonly<Record<string, unknown>>): string {
  return `${path}?${new URLSearchParams({ filter: JSON.stringify(filter) })}`;
}
