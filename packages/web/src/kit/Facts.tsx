import { Box } from '@mui/material';
import type { ReactNode } from 'react';

/** Name and value pairs as a definition list: aligned, without lines. Rows of null are left out by the caller. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: {
          xs: 'fit-content(40%) minmax(0, 1fr)',
          sm: 'minmax(96px, max-content) minmax(0, 1fr)',
        },
        columnGap: 1.5,
        rowGap: 0.5,
        fontSize: '0.84375rem',
        '& dt': { color: 'text.secondary', hyphens: 'auto', overflowWrap: 'break-word', minWidth: 0 },
        '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
      }}
    >
      {children}
    </Box>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
