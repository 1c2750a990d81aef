import { Box } from '@mui/material';
import { TextInput, useCanAccess, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { DialogButton } from '../kit/form/DialogButton.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { accessTo } from '../session/access.ts';
import { usePlaybook } from './usePlaybook.ts';

interface OwnNoteProps {
  topic: string;
  /** No invitation to write: only the note, if there is one. */
  quiet?: boolean;
}

/** The Service Provider's own note on a step, an issue or a method; admins write it. */
export function OwnNote({ topic, quiet }: OwnNoteProps) {
  const translate = useTranslate();
  const { canAccess: mayWrite } = useCanAccess(accessTo('playbook.write'));
  const note = usePlaybook().data?.notes[topic];
  const writes = mayWrite && !(quiet && !note);
  if (!note && !writes) return null;
  return (
    <Box sx={{ mt: 1 }}>
      {note ? (
        <Box sx={noteSx}>
          {note.text}
          <Box sx={{ color: 'text.secondary', fontSize: '0.78125rem' }}>
            {note.changedBy} · <RelativeTime at={note.changedAt} />
          </Box>
        </Box>
      ) : null}
      {writes ? (
        <DialogButton
          className="desk-screen-only"
          label={translate(note ? 'desk.playbook.noteChange' : 'desk.playbook.noteAdd')}
        >
          {(close) => <NoteDialog topic={topic} text={note?.text ?? ''} onClose={close} />}
        </DialogButton>
      ) : null}
    </Box>
  );
}

const noteSx = {
  borderLeft: 3,
  borderColor: 'primary.main',
  pl: 1.25,
  fontSize: '0.84375rem',
  whiteSpace: 'pre-wrap',
} as const;

function NoteDialog({ topic, text, onClose }: { topic: string; text: string; onClose: () => void }) {
  const translate = useTranslate();
  const write = useVerb('writeNote', { touches: ['playbook'] });
  return (
    <FormDialog
      title={translate('desk.playbook.note')}
      maxWidth="sm"
      defaultValues={{ text }}
      onSubmit={(values) =>
        write.mutateAsync({ topic, text: String(values.text ?? '') }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <TextInput
        source="text"
        label="desk.playbook.note"
        multiline
        minRows={3}
        autoFocus
        slotProps={{ htmlInput: { maxLength: 4000 } }}
      />
    </FormDialog>
  );
}
