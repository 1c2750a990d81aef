import { Box, Button, TextField, Typography } from '@mui/material';
import type { PlaybookView } from '@srs-desk/shared/api/support.ts';
import { SUPPORT_TEAMS } from '@srs-desk/shared/process/teams.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';
import { useMay } from '../session/useMay.ts';

const LINES = ['name', 'phone', 'email', 'hours'] as const;
type Contact = Record<(typeof LINES)[number], string>;
const NOBODY: Contact = { name: '', phone: '', email: '', hours: '' };

interface ContactsProps {
  contacts: PlaybookView['contacts'];
  onChanged(): void;
}

/** How each support team is reached, and when; kept by admins. */
export function Contacts({ contacts, onChanged }: ContactsProps) {
  const translate = useTranslate();
  const may = useMay();
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {SUPPORT_TEAMS.map((team) => {
        const contact = contacts[team];
        const filled = LINES.filter((line) => contact?.[line]);
        return (
          <Box key={team}>
            <Typography variant="h3" component="p">
              <TeamChip team={team} />
            </Typography>
            {editing === team ? (
              <ContactForm
                team={team}
                contact={contact ?? NOBODY}
                onClose={() => setEditing(null)}
                onSaved={() => {
                  setEditing(null);
                  onChanged();
                }}
              />
            ) : (
              <Box sx={{ fontSize: '0.84375rem' }}>
                {filled.length === 0 ? (
                  <Box sx={{ color: 'text.secondary' }}>
                    {translate(
                      may('playbook.write') ? 'desk.playbook.contactNone' : 'desk.playbook.contactAsk',
                    )}
                  </Box>
                ) : (
                  filled.map((line) => (
                    <div key={line}>
                      {translate(`desk.playbook.contact.${line}`)}: {contact?.[line]}
                    </div>
                  ))
                )}
                {may('playbook.write') ? (
                  <Button className="desk-screen-only" onClick={() => setEditing(team)}>
                    {translate('ra.action.edit')}
                  </Button>
                ) : null}
              </Box>
            )}
          </Box>
        );
      })}
    </Box>
  );
}

interface ContactFormProps {
  team: string;
  contact: Contact;
  onClose(): void;
  onSaved(): void;
}

function ContactForm({ team, contact, onClose, onSaved }: ContactFormProps) {
  const translate = useTranslate();
  const [fields, setFields] = useState(contact);
  const save = useAction(async () => {
    await ask(`playbook/contacts/${team}`, { method: 'PUT', body: fields });
    onSaved();
  });
  return (
    <Box
      component="form"
      sx={{ display: 'grid', gap: 1, mt: 1, maxWidth: 420 }}
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      {LINES.map((line) => (
        <TextField
          key={line}
          label={translate(`desk.playbook.contact.${line}`)}
          value={fields[line]}
          onChange={(event) => setFields({ ...fields, [line]: event.target.value })}
        />
      ))}
      <ProblemAlert error={save.error} />
      <Box>
        <Button type="submit" variant="contained" disabled={save.busy}>
          {translate('desk.save')}
        </Button>
        <Button onClick={onClose}>{translate('desk.cancel')}</Button>
      </Box>
    </Box>
  );
}
