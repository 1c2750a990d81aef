import { Typography } from '@mui/material';
import { useLogout, useTranslate } from 'react-admin';
import { FactorSetup } from '../account/FactorSetup.tsx';
import { settleSession } from './session-hold.ts';

/** Over everything while the role needs a second factor that is not there: nothing goes on before it is set up. */
export default function EnrolFactor() {
  const translate = useTranslate();
  const logout = useLogout();
  return (
    <FactorSetup
      lasting
      closeLabel={translate('ra.auth.logout')}
      onDone={() => settleSession(true)}
      onClose={() => void logout()}
    >
      <Typography variant="body2">{translate('desk.account_pages.factor.mustWhy')}</Typography>
    </FactorSetup>
  );
}
