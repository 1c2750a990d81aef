import { Box, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  /** A quiet surface around it; without, space alone carries the structure. */
  surface?: boolean;
}

/** A titled part of a page. */
export function Section({ title, actions, children, surface }: SectionProps) {
  const id = useId();
  return (
    <Box
      component="section"
      aria-labelledby={id}
      sx={
        surface
          ? {
              p: 2,
              backgroundColor: 'background.paper',
              borderRadius: 1.5,
              border: 1,
              borderColor: 'divider',
            }
          : {}
      }
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1, flexWrap: 'wrap' }}>
        <Typography variant="h2" id={id}>
          {title}
        </Typography>
        {actions ? <Box sx={{ ml: 'auto' }}>{actions}</Box> : null}
      </Box>
      {children}
    </Box>
  );
}
