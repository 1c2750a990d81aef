import { Box } from '@mui/material';

/** A logo as statements show it: on white, in either theme. */
export function LogoImage({ hash, name }: { hash: string; name: string }) {
  return (
    <Box
      component="img"
      src={`/api/statements/logo/${hash}`}
      alt={name}
      sx={{ maxWidth: 227, maxHeight: 85, p: 1, borderRadius: 1, backgroundColor: '#ffffff' }}
    />
  );
}
