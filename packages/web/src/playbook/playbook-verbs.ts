import type { PlaybookView, TeamContact } from '@srs-desk/shared/api/support.ts';
import { ask } from '../api/http.ts';

export const playbookVerbs = {
  /** The Service Provider's own part of the playbook. */
  readPlaybook: (_: object, signal?: AbortSignal) => ask<PlaybookView>('playbook', { signal }),
  /** Writes the note on a step, an issue or a method; an empty text takes it away. */
  writeNote: ({ topic, text }: { topic: string; text: string }) =>
    ask(`playbook/notes/${encodeURIComponent(topic)}`, { method: 'PUT', body: { text } }),
  writeContact: ({ team, ...body }: TeamContact & { team: string }) =>
    ask(`playbook/contacts/${team}`, { method: 'PUT', body }),
};
