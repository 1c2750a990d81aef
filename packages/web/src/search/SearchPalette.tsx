import SearchOutlined from '@mui/icons-material/SearchOutlined';
import { Box, Button, Dialog } from '@mui/material';
import type { SearchAnswer } from '@srs-desk/shared/api/search.ts';
import { Command } from 'cmdk';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { useRead } from '../api/use-read.ts';
import { visuallyHidden } from '../kit/FiveStepTracker.tsx';
import { paletteSx } from './palette-style.ts';
import { SearchNothing } from './SearchNothing.tsx';
import { SearchRow } from './SearchRow.tsx';
import { soleHit } from './sole-hit.ts';

/** Hits that are shown at first, and when all are asked for. */
const FIRST_HITS = 20;
const ALL_HITS = 1000;

/** Time to stop typing before the server is asked, ms. */
const PAUSE_MS = 180;

interface SearchPaletteProps {
  initialText: string;
  /** The text was pasted: go straight to the one order it names. */
  goAtOnce: boolean;
  onClose(): void;
}

/** The one search box: any id, number or name. One exact match goes straight there. */
export function SearchPalette({ initialText, goAtOnce, onClose }: SearchPaletteProps) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const titleId = useId();
  const [text, setText] = useState(initialText);
  const [limit, setLimit] = useState(FIRST_HITS);
  // A paste or Enter means "take me there"; plain typing only lists.
  const go = useRef(goAtOnce);
  const input = useRef<HTMLInputElement>(null);
  const q = text.trim();
  const asked = useWhenTyped(q, go);
  const answer = useRead('search', 'searchOrders', asked === '' ? null : { q: asked, limit }, {
    keepPrevious: true,
  });
  const found = q === '' || answer.error ? undefined : answer.data;
  const answered = asked === q && !answer.isFetching;
  const busy = asked !== '' && answer.isFetching;

  const open = useCallback(
    (refId: string) => {
      onClose();
      void navigate(`/orders/${encodeURIComponent(refId)}`);
    },
    [navigate, onClose],
  );

  useEffect(() => {
    if (!answered || !found) return;
    const sole = soleHit(found);
    if (go.current && sole) open(sole.refId);
    go.current = false;
  }, [answered, found, open]);

  const showAll = () => {
    setLimit(ALL_HITS);
    // The button goes away: with it the focus would, and Escape and the arrows would reach nothing.
    input.current?.focus();
  };

  const onEnter = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // Enter before the answer is there: go on arrival. With a list on screen Enter opens the marked row (cmdk).
    if (answered) return;
    event.preventDefault();
    go.current = true;
  };

  const hits = found?.hits ?? [];
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="md"
      aria-labelledby={titleId}
      slotProps={{ paper: { sx: paletteSx } }}
    >
      <Box component="h2" id={titleId} sx={visuallyHidden}>
        {translate('desk.search.title')}
      </Box>
      <Command shouldFilter={false} label={translate('desk.search.title')} loop>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            px: 2,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <SearchOutlined aria-hidden sx={{ color: 'text.secondary' }} />
          <Command.Input
            ref={input}
            autoFocus
            value={text}
            onValueChange={(typed) => {
              setLimit(FIRST_HITS);
              setText(typed);
            }}
            onKeyDown={onEnter}
            onPaste={() => {
              go.current = true;
            }}
            placeholder={translate('desk.search.placeholder')}
            aria-label={translate('desk.search.title')}
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
          />
        </Box>
        {text.trim() === '' ? (
          <Box sx={{ p: 2, color: 'text.secondary' }}>{translate('desk.search.hint')}</Box>
        ) : null}
        <Command.List aria-label={translate('desk.search.results')} aria-busy={busy}>
          {hits.map((hit) => (
            <Command.Item key={hit.refId} value={hit.refId} onSelect={() => open(hit.refId)}>
              <SearchRow hit={hit} />
            </Command.Item>
          ))}
        </Command.List>
        <Box
          role="status"
          sx={{ px: 2, py: 0.75, minHeight: 30, fontSize: '0.78125rem', color: 'text.secondary' }}
        >
          {busy ? translate('desk.search.looking') : <FoundCount answer={found} />}
          {!busy && found && found.total > hits.length && limit === FIRST_HITS ? (
            <Button size="small" sx={{ ml: 1 }} onClick={showAll}>
              {translate('desk.search.showAll')}
            </Button>
          ) : null}
        </Box>
      </Command>
      {/* Outside the list's keys: Enter on its buttons is their own. */}
      {q !== '' && (found || answer.error) && !answer.isPlaceholderData && hits.length === 0 ? (
        <SearchNothing q={asked} answer={found} error={answer.error} onOpen={open} onClose={onClose} />
      ) : null}
    </Dialog>
  );
}

/** The term once typing has paused; at once where it shall lead to its order, or is empty. */
function useWhenTyped(term: string, go: { readonly current: boolean }): string {
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setTyped(term), go.current || term === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [term, go]);
  return typed;
}

/** How many orders were found, and how many of them are shown. */
function FoundCount({ answer }: { answer: SearchAnswer | undefined }) {
  const translate = useTranslate();
  if (answer === undefined || answer.hits.length === 0) return null;
  const { hits, total, totalCapped } = answer;
  if (totalCapped) return translate('desk.search.foundMore', { shown: hits.length, total });
  return total > hits.length
    ? translate('desk.search.foundOf', { shown: hits.length, total })
    : translate('desk.search.found', { smart_count: total });
}
