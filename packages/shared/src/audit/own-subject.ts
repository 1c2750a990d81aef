/**
 * A subject of the log's own, for what must outlive the person it is about, such as why somebody was shown their data: no erasure
 * and no retention destroys its key. `id` is a new UUID.
 */
export function ownSubject(id: string): string {
  return `${OWN_SUBJECTS}${id}`;
}

/** How the subjects of the log's own begin. */
export const OWN_SUBJECTS = 'log:';
