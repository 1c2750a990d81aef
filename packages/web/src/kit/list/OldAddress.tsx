import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';

interface OldAddressProps {
  /** Filters that stood in the address by themselves. */
  filters: readonly string[];
  children: ReactNode;
}

/** Leads addresses from before, such as `?state=running`, to where filters stand now: `?filter={"state":"running"}`. */
export function OldAddress({ filters, children }: OldAddressProps) {
  const { pathname, search } = useLocation();
  const asked = [...new URLSearchParams(search)].filter(([name]) => filters.includes(name));
  if (asked.length === 0) return children;
  const filter = JSON.stringify(Object.fromEntries(asked));
  return <Navigate replace to={{ pathname, search: new URLSearchParams({ filter }).toString() }} />;
}
