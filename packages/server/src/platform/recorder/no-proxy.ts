/**
 * Whether `NO_PROXY` takes a host out of the proxy's way: names with those below them (`example.org`, `.example.org`), addresses,
 * each with a port or for all of them, `*` for everything; between them commas or blanks.
 */
export function goesDirect(noProxy: string, hostname: string, port: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '') return false;
      if (entry === '*') return true;
      const [, bracketed, plain = '', onlyPort] =
        /^(?:\[(.+)\]|([^:]*|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
      if (onlyPort !== undefined && onlyPort !== port) return false;
      const name = (bracketed ?? plain).replace(/^\*?\./, '');
      return name !== '' && (host === name || host.endsWith(`.${name}`));
    });
}
