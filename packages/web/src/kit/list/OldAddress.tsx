import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { listAddress } from './list-address.ts';

interface OldAddressProps {
  /** Filters that stood in the address by themselves, with what each is called now. `all` was no filter. */
  filters: Readonly<Record<string, string>>;
  children: ReactNode;
}

/** Leads addresses from before, such as `?state=running`, to where filters stand now: `?filter={"state":"running"}`. */
export function OldAddress({ filters, children }: OldAddressProps) {
  const { pathname, search } = useLocation();
  const asked = [...new URLSearchParams(search)].flatMap(([name, value]) => {
    const now = filters[name];
    return now === undefined ? [] : [[now, value] as const];
  });
  if (asked.length === 0) return children;
  const filter = Object.fromEntries(asked.filter(([, value]) => value !== 'all'));
  return <Navigate replace to={listAddress(pathname, filter)} />;
}
