import type { OrderMessage } from '@srs-desk/shared/api/support.ts';
import { useNotify, useTranslate } from 'react-admin';
import { FAILED_SINCE, useGone } from '../api/use-gone.ts';
import { useProblemText } from '../api/use-problem-text.ts';
import { useRead } from '../api/use-read.ts';
import { useTellAbout } from '../api/use-tell-about.ts';
import { useVerb, type VerbInput } from '../api/use-verb.ts';
import { copyText } from '../kit/clipboard.ts';

interface UserMessage {
  message: OrderMessage | undefined;
  /** It answers what is wanted now, and may be given: else it is one of before, on screen until then. */
  isReady: boolean;
  /** Puts it on the clipboard, or leaves that to the mail program; that it was given is recorded, the words are not. */
  give(channel: 'copied' | 'mail', onGiven?: () => void): Promise<void>;
  error: Error | null;
  /** Reads it again, where that went wrong. */
  retry: (() => void) | undefined;
}

/**
 * What may be told to the user of an order, composed by the server: the same for page, API and command line. Null as
 * input reads nothing.
 */
export function useUserMessage(wanted: VerbInput<'readMessage'> | null): UserMessage {
  const notify = useNotify();
  const translate = useTranslate();
  const textOf = useProblemText();
  const tell = useTellAbout();
  const gone = useGone();
  const read = useRead('orders', 'readMessage', wanted, {
    touchedBy: ['handovers', 'settings'],
    keepPrevious: true,
  });
  const note = useVerb('noteMessage', {
    touches: ['orders'],
    onSuccess: () => notify('desk.orders.message.recorded', { type: 'success' }),
    onError(error, { id }) {
      if (!gone.current) return;
      const text = translate('desk.orders.message.unconfirmed', { text: textOf(error) });
      tell(id, text, FAILED_SINCE);
    },
  });
  const { data: message, isSuccess, isFetching, isFetchedAfterMount, isPlaceholderData } = read;
  const isCurrent = isSuccess && isFetchedAfterMount && !isPlaceholderData;
  return {
    message,
    isReady: isCurrent && !note.isPending,
    async give(channel, onGiven) {
      if (wanted === null || !isCurrent) return;
      // Where news of the order have it read again just now, that is given.
      const latest = isFetching ? await read.refetch({ cancelRefetch: false }) : read;
      if (latest.error || latest.data === undefined) return;
      const { subject, body, situation } = latest.data;
      if (channel === 'copied' && !(await copyText(`${subject}\n\n${body}`)))
        return notify('desk.copyFailed', { type: 'warning' });
      const given = { id: wanted.id, situation, language: wanted.lang, channel };
      note.mutate(given, { onSuccess: () => onGiven?.() });
    },
    error: note.error ?? read.error,
    retry: read.error && !note.error ? () => void read.refetch() : undefined,
  };
}
