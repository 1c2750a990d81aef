import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useId } from 'react';
import { useTranslate } from 'react-admin';
import { MONO } from '../theme/theme.ts';

const SHEET = [
  {
    title: 'everywhere',
    keys: [
      ['/  Ctrl K', 'search'],
      ['Ctrl V', 'paste'],
      ['?', 'help'],
      ['Esc', 'close'],
    ],
  },
  {
    title: 'lists',
    keys: [
      ['j', 'next'],
      ['k', 'previous'],
      ['Enter', 'open'],
      ['Space', 'preview'],
    ],
  },
  {
    title: 'order',
    keys: [
      ['c', 'copy'],
      ['t', 'review'],
      ['m', 'message'],
      ['s', 'sync'],
      ['v', 'verify'],
      ['1 2 3 …', 'answer'],
      ['p / n', 'queue'],
    ],
  },
] as const;

/** What the keyboard can do. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const id = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>{translate('desk.keys.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        {SHEET.map((part) => (
          <section key={part.title}>
            <Typography variant="h3" sx={{ mb: 0.5 }}>
              {translate(`desk.keys.${part.title}`)}
            </Typography>
            <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: '120px 1fr', rowGap: 0.5 }}>
              {part.keys.map(([key, what]) => (
                <Box key={what} sx={{ display: 'contents' }}>
                  <Box component="dt" sx={{ fontFamily: MONO, fontSize: '0.8125rem' }}>
                    {key}
                  </Box>
                  <Box component="dd" sx={{ m: 0 }}>
                    {translate(`desk.keys.${what}`)}
                  </Box>
                </Box>
              ))}
            </Box>
          </section>
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {translate('desk.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
