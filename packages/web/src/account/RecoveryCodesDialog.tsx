import { useTranslate } from 'react-admin';
import { ShownOnceDialog } from '../kit/ShownOnceDialog.tsx';

/** The recovery codes, for the only time they are shown. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.account_pages.factor.${key}`);
  return (
    <ShownOnceDialog
      title={text('codes')}
      warning={text('codesOnce')}
      secret={codes.join('\n')}
      copyLabel={text('copyCodes')}
      closeLabel={text('kept')}
      onClose={onClose}
    />
  );
}
