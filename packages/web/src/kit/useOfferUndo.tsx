import { Button } from '@mui/material';
import { useCloseNotification, useNotify, useTranslate } from 'react-admin';

/** Long enough to read what was done and to think better of it. */
const OFFERED_MS = 15_000;

/** Says what was done and offers to take it back: for what is done without asking. The text is a key. */
export function useOfferUndo(): (done: string, undo: () => void) => void {
  const notify = useNotify();
  return (done, undo) =>
    notify(done, { type: 'info', autoHideDuration: OFFERED_MS, action: <UndoButton undo={undo} /> });
}

function UndoButton({ undo }: { undo(): void }) {
  const translate = useTranslate();
  const close = useCloseNotification();
  return (
    <Button
      color="inherit"
      size="small"
      onClick={() => {
        undo();
        close();
      }}
    >
      {translate('desk.undo')}
    </Button>
  );
}
