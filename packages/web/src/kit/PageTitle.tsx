import { Box, Typography } from '@mui/material';
import { type ReactNode, useEffect } from 'react';
import { useTranslate } from 'react-admin';

interface PageTitleProps {
  title: string;
  /** Beside the title: counts, an "as of". */
  aside?: ReactNode;
  /** At the right: what can be done on this page. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** The page's one h1, which also names the tab; focus comes here after a change of page. */
export function PageTitle({ title, aside, actions, children }: PageTitleProps) {
  const translate = useTranslate();
  const product = translate('desk.title');
  useEffect(() => {
    document.title = `${title} – ${product}`;
  }, [title, product]);
  return (
    <Box sx={{ mb: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 1 }}>
        <Typography variant="h1" tabIndex={-1} data-page-title sx={{ outline: 'none' }}>
          {title}
        </Typography>
        {aside ? <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem' }}>{aside}</Box> : null}
        {actions ? (
          <Box
            className="desk-screen-only"
            sx={{ ml: { sm: 'auto' }, display: 'flex', gap: 1, flexWrap: 'wrap' }}
          >
            {actions}
          </Box>
        ) : null}
      </Box>
      {children ? (
        <Typography variant="body2" color="text.secondary" component="div" sx={{ mt: 0.5, maxWidth: '80ch' }}>
          {children}
        </Typography>
      ) : null}
    </Box>
  );
}
