import { Navigate, useParams } from 'react-router';

/** `/audit/5000` opens the log with entry 5000 beside it: the address to link to from elsewhere. */
export default function EntryLink() {
  const { id: seq = '' } = useParams();
  return <Navigate to={/^\d+$/.test(seq) ? `/audit#${seq}` : '/audit'} replace />;
}
