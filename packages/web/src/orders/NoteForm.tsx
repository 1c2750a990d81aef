import { Box, Button, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

/** A note for colleagues; it is sealed with the person's data and stands in the timeline. */
export function NoteForm({ refId, onDone }: { refId: string; onDone(): void }) {
  const translate = useTranslate();
  const [text, setText] = useState('');
  const save = useAction(async () => {
    await ask(`orders/${refId}/notes`, { method: 'POST', body: { text } });
    setText('');
    onDone();
  });
  return (
    <Box
      component="form"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        if (text.trim() !== '') void save.run();
      }}
      sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', mb: 2 }}
    >
      <TextField
        label={translate('desk.orders.note.label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        multiline
        maxRows={6}
        fullWidth
      />
      <Button
        type="submit"
        variant="outlined"
        disabled={save.busy}
        sx={{ flex: 'none', whiteSpace: 'nowrap', minHeight: 40 }}
      >
        {translate('desk.orders.note.save')}
      </Button>
      <ProblemAlert error={save.error} />
    </Box>
  );
}
