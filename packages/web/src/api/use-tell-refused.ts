import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import { useEffect, useRef } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { shortId } from '../format/amounts.ts';
import { hasActedSince } from './attended.ts';
import { isUnknown } from './open-outcome.ts';
import { hasCode, refIdsIn } from './problem.ts';
import { FAILED_SINCE, useGone } from './use-gone.ts';
import { useProblemText } from './use-problem-text.ts';
import { useTellAbout } from './use-tell-about.ts';

/** Says to who has left why something was not done, or that nobody knows; and of which order, where `input` is about one. */
function useTellRefused(): (error: Error, input?: unknown) => void {
  const notify = useNotify();
  const translate = useTranslate();
  const textOf = useProblemText();
  const tellAbout = useTellAbout();
  return (error, input) => {
    // What waits for a second admin is no failure.
    const waits = hasCode(error, 'approval_waits');
    const key = isUnknown(error) ? 'desk.maybeDone' : 'desk.notDone';
    const named = refIdsIn(error).map(shortId).join(', ');
    const said = named === '' ? textOf(error) : `${textOf(error)} (${named})`;
    const text = waits ? said : translate(key, { text: said });
    const how = waits ? ({ type: 'info' } as const) : FAILED_SINCE;
    const refId = refIdOf(input);
    if (refId === undefined) notify(text, how);
    else tellAbout(refId, text, how);
  };
}

/**
 * The same, but to nobody as long as the component is there: it says so itself. Where the page takes it away by itself (what it
 * is about is over) before they have done anything else, they have not read it. `input` only where its id is that of an order.
 */
export function useTellIfGone(): (error: Error, input?: unknown) => void {
  const gone = useGone();
  const tell = useTellRefused();
  const tellUnread = useRef((): void => undefined);
  useEffect(() => () => tellUnread.current(), []);
  return (error, input) => {
    if (gone.current) return tell(error, input);
    const saidAt = Date.now();
    tellUnread.current = () => {
      if (!hasActedSince(saidAt)) tell(error, input);
    };
  };
}

function refIdOf(input: unknown): string | undefined {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : null;
  return (typeof id === 'string' && refIdIn(id)) || undefined;
}
