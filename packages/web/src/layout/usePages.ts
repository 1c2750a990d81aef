import { createContext, useContext } from 'react';
import type { DeskPage, NavPlace } from '../desk-page.ts';
import { useMay } from '../session/useMay.ts';

/** All pages, handed down by the app so that the frame does not import them. */
export const PagesContext = createContext<readonly Omit<DeskPage, 'load'>[]>([]);

export interface NavEntry extends NavPlace {
  path: string;
}

/** The navigation entries of a slot that this person may use, in order. */
export function useNavEntries(slot: NavPlace['slot']): NavEntry[] {
  const may = useMay();
  return useContext(PagesContext)
    .filter((page) => page.permission === null || may(page.permission))
    .flatMap((page) => (page.nav?.slot === slot ? [{ ...page.nav, path: page.path }] : []))
    .sort((a, b) => a.order - b.order);
}
