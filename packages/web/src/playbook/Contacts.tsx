import { Box, Typography } from '@mui/material';
import { type TeamContact, teamContact } from '@srs-desk/shared/api/support.ts';
import { SUPPORT_TEAMS } from '@srs-desk/shared/process/teams.ts';
import { TextInput, useCanAccess, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { DialogButton } from '../kit/form/DialogButton.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';
import { accessTo } from '../session/access.ts';
import { usePlaybook } from './usePlaybook.ts';

const LINES = ['name', 'phone', 'email', 'hours'] as const;

/** How each support team is reached, and when; kept by admins. */
export function Contacts() {
  const translate = useTranslate();
  const { canAccess: writes } = useCanAccess(accessTo('playbook.write'));
  const contacts = usePlaybook().data?.contacts ?? {};
  return (
    <Box sx={{ display: 'grid', gap: 1.5, fontSize: '0.84375rem' }}>
      {SUPPORT_TEAMS.map((team) => {
        const contact = contacts[team];
        const filled = LINES.filter((line) => contact?.[line]);
        return (
          <Box key={team}>
            <Typography variant="h3" component="p">
              <TeamChip team={team} />
            </Typography>
            {filled.length === 0 ? (
              <Box sx={{ color: 'text.secondary' }}>
                {translate(writes ? 'desk.playbook.contactNone' : 'desk.playbook.contactAsk')}
              </Box>
            ) : (
              filled.map((line) => (
                <div key={line}>
                  {translate(`desk.playbook.contact.${line}`)}: {contact?.[line]}
                </div>
              ))
            )}
            {writes ? (
              <DialogButton className="desk-screen-only" label={translate('ra.action.edit')}>
                {(close) => <ContactDialog team={team} contact={contact} onClose={close} />}
              </DialogButton>
            ) : null}
          </Box>
        );
      })}
    </Box>
  );
}

interface ContactDialogProps {
  team: string;
  contact: TeamContact | undefined;
  onClose(): void;
}

function ContactDialog({ team, contact, onClose }: ContactDialogProps) {
  const translate = useTranslate();
  const write = useVerb('writeContact', { touches: ['playbook'] });
  return (
    <FormDialog
      title={translate(`desk.words.team.${team}`)}
      defaultValues={contact ?? {}}
      onSubmit={({ name, phone, email, hours }) =>
        write.mutateAsync(
          { team, ...teamContact.parse(withoutNull({ name, phone, email, hours })) },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      {LINES.map((line) => (
        <TextInput key={line} source={line} label={`desk.playbook.contact.${line}`} />
      ))}
    </FormDialog>
  );
}

/** An emptied field is null in a form, and not given to the server. */
function withoutNull(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
