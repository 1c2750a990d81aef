import { Box, Button, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { useMay } from '../session/useMay.ts';

interface OwnNoteProps {
  topic: string;
  note: { text: string; changedAt: string; changedBy: string } | undefined;
  /** No invitation to write: only the note, if there is one. */
  quiet?: boolean;
  onChanged(): void;
}

/** The Service Provider's own note on a step, an issue or a method; admins write it. */
export function OwnNote({ topic, note, quiet, onChanged }: OwnNoteProps) {
  const translate = useTranslate();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const [text, setText] = useState(note?.text ?? '');
  const save = useAction(async () => {
    await ask(`playbook/notes/${encodeURIComponent(topic)}`, { method: 'PUT', body: { text } });
    setEditing(false);
    onChanged();
  });
  const writes = may('playbook.write') && !(quiet && !note);
  if (editing) {
    return (
      <Box
        component="form"
        sx={{ mt: 1, display: 'grid', gap: 1 }}
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <TextField
          label={translate('desk.playbook.note')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          multiline
          minRows={2}
          autoFocus
          slotProps={{ htmlInput: { maxLength: 4000 } }}
        />
        <ProblemAlert error={save.error} />
        <Box>
          <Button type="submit" variant="contained" disabled={save.busy}>
            {translate('desk.save')}
          </Button>
          <Button onClick={() => setEditing(false)}>{translate('desk.cancel')}</Button>
        </Box>
      </Box>
    );
  }
  if (!note && !writes) return null;
  return (
    <Box sx={{ mt: 1 }}>
      {note ? (
        <Box
          sx={{
            borderLeft: 3,
            borderColor: 'primary.main',
            pl: 1.25,
            fontSize: '0.84375rem',
            whiteSpace: 'pre-wrap',
          }}
        >
          {note.text}
          <Box sx={{ color: 'text.secondary', fontSize: '0.78125rem' }}>
            {note.changedBy} · <RelativeTime at={note.changedAt} />
          </Box>
        </Box>
      ) : null}
      {writes ? (
        <Button
          className="desk-screen-only"
          onClick={() => {
            setText(note?.text ?? '');
            setEditing(true);
          }}
        >
          {translate(note ? 'desk.playbook.noteChange' : 'desk.playbook.noteAdd')}
        </Button>
      ) : null}
    </Box>
  );
}
