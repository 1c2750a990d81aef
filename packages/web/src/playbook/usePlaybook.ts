import { useRead } from '../api/use-read.ts';

/** The Service Provider's own part of the playbook: notes, contacts, where lists stand. */
export function usePlaybook() {
  return useRead('playbook', 'readPlaybook', {}, { touchedBy: ['settings'] });
}
