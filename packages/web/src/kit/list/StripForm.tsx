import type { FormHTMLAttributes, ReactNode } from 'react';
import { FilterLiveForm } from 'react-admin';

type StripFormProps = Parameters<typeof FilterLiveForm>[0] & { children: ReactNode };

/** Filters by what stands in its inputs, at once unless `debounce` says otherwise. It lays nothing out: they stand in the strip around it. */
export function StripForm(form: StripFormProps) {
  return <FilterLiveForm debounce={false} formComponent={InStrip} {...form} />;
}

function InStrip(form: FormHTMLAttributes<HTMLFormElement>) {
  return <form {...form} style={{ display: 'contents' }} />;
}
