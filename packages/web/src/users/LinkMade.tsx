import { useLocaleState, useTranslate } from 'react-admin';
import { exactText } from '../format/time.ts';
import { ShownOnceDialog } from '../kit/ShownOnceDialog.tsx';

interface LinkMadeProps {
  username: string;
  invited: boolean;
  /** Without an end it waits for a second admin. */
  link: { url: string; expiresAt?: string };
  onClose(): void;
}

/** The one-time link to pass on to a user. */
export function LinkMade({ username, invited, link, onClose }: LinkMadeProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string, options?: object) => translate(`desk.admin.users.${key}`, options);
  return (
    <ShownOnceDialog
      title={text(invited ? 'invitation' : 'reset', { name: username })}
      warning={
        link.expiresAt === undefined
          ? translate('desk.approvals.linkLater')
          : text('linkOnce', { until: exactText(Date.parse(link.expiresAt), locale) })
      }
      secret={link.url}
      copyLabel={text('copyLink')}
      onClose={onClose}
    />
  );
}
