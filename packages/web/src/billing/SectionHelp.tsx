import { Box } from '@mui/material';
import type { ReactNode } from 'react';

/** What a section is for, or that there is nothing in it yet: above its rows. */
export function SectionHelp({ children }: { children: ReactNode }) {
  return (
    <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem', mb: 1, maxWidth: '80ch' }}>{children}</Box>
  );
}
