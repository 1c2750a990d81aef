import { createContext, type ReactNode, useContext, useState } from 'react';
import { useListContext } from 'react-admin';
import { type LogFilter, mayStandInAddress } from './log-filters.ts';

interface Words {
  words: string;
  setWords(words: string): void;
}

const WordsContext = createContext<Words>({ words: '', setWords: () => undefined });

/** Keeps the words looked for that may name somebody: in this page's memory, never in its address. */
export function LogWords({ children }: { children(words: string): ReactNode }) {
  const [words, setWords] = useState('');
  return <WordsContext.Provider value={{ words, setWords }}>{children(words)}</WordsContext.Provider>;
}

/** The whole filter of the log: what stands in the address, and the words that do not. */
export function useLogFilter(): { filter: LogFilter; setFilter(next: LogFilter): void } {
  const { filterValues, setFilters } = useListContext();
  const { words, setWords } = useContext(WordsContext);
  const { q: addressed, ...fields } = filterValues as LogFilter;
  const q = words === '' ? addressed : words;
  return {
    filter: q === undefined ? fields : { ...fields, q },
    setFilter: (next) => {
      const wanted = typeof next.q === 'string' ? next.q : '';
      const open = wanted === '' || mayStandInAddress(wanted);
      const { q: _, ...rest } = next;
      setWords(open ? '' : wanted);
      setFilters(open && wanted !== '' ? { ...rest, q: wanted } : rest);
    },
  };
}
