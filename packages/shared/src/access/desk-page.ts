/** Whether this is the path of a page of the desk, as it may be gone on to after a login: never an address of another site. */
export function isDeskPage(path: string): boolean {
  return /^\/(?![/\\])[!-~]{0,1000}$/.test(path);
}
