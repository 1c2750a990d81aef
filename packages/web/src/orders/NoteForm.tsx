import { Box, Button, TextField } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

/** A note for colleagues; it is sealed with the person's data and stands in the timeline. */
export function NoteForm() {
  const translate = useTranslate();
  const { id } = useRecord<OrderDetail>();
  const [text, setText] = useState('');
  const save = useVerb('addNote', { touches: ['orders'], onSuccess: () => setText('') });
  return (
    <Box
      component="form"
      className="desk-screen-only"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        if (text.trim() !== '' && !save.isPending) save.mutate({ id, text });
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
        disabled={save.isPending}
        sx={{ flex: 'none', whiteSpace: 'nowrap', minHeight: 40 }}
      >
        {translate('desk.orders.note.save')}
      </Button>
      <ProblemAlert error={save.error} />
    </Box>
  );
}
