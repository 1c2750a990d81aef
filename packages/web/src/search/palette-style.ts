import type { SxProps, Theme } from '@mui/material';

/** cmdk brings no looks; these are the house's. */
export const paletteSx: SxProps<Theme> = {
  alignSelf: 'flex-start',
  mt: { xs: 1, sm: 8 },
  '& [cmdk-input]': {
    flex: 1,
    minWidth: 0,
    border: 0,
    outline: 'none',
    background: 'transparent',
    color: 'text.primary',
    font: 'inherit',
    fontSize: '1.0625rem',
    py: 1.75,
    '&::placeholder': { color: 'text.secondary', opacity: 1 },
  },
  '& [cmdk-list]': { maxHeight: '56vh', overflow: 'auto' },
  '& [cmdk-item]': {
    px: 2,
    py: 1,
    cursor: 'pointer',
    borderLeft: '3px solid transparent',
    '&[data-selected="true"]': {
      backgroundColor: (theme) => theme.desk.accentSoft,
      borderLeftColor: 'primary.main',
    },
  },
};
