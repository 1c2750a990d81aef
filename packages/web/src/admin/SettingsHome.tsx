import { Navigate } from 'react-router';
import { NoPermission } from '../kit/States.tsx';
import { useNavEntries } from '../layout/usePages.ts';

/** `/settings` leads to the first settings page that one may use. */
export default function SettingsHome() {
  const [first] = useNavEntries('settings');
  return first ? <Navigate to={first.path} replace /> : <NoPermission />;
}
