import CheckOutlined from '@mui/icons-material/CheckOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import { Button, type ButtonProps, IconButton } from '@mui/material';
import { useEffect, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { copyText } from './clipboard.ts';
import { Hint } from './Hint.tsx';

/** Copies, and says for two seconds that it did; a refusal is told in words. */
function useCopy(): { copied: boolean; copy(text: string): Promise<boolean> } {
  const [copied, setCopied] = useState(false);
  const notify = useNotify();
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string) => {
    const done = await copyText(text);
    setCopied(done);
    if (!done) notify('desk.copyFailed', { type: 'warning' });
    return done;
  };
  return { copied, copy };
}

interface CopyButtonProps {
  text: string;
  /** What is copied, for the button's name. */
  label?: string;
  /** A button with words instead of an icon alone. */
  words?: boolean;
  variant?: ButtonProps['variant'];
}

/** One click copies; nothing opens. */
export function CopyButton({ text, label, words, variant = 'outlined' }: CopyButtonProps) {
  const translate = useTranslate();
  const { copied, copy } = useCopy();
  const name = label ?? translate('desk.copy');
  const Icon = copied ? CheckOutlined : ContentCopyOutlined;
  const onClick = (event: React.MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
    void copy(text);
  };
  if (words) {
    return (
      <Button onClick={onClick} variant={variant} startIcon={<Icon />}>
        {copied ? translate('desk.copied') : name}
      </Button>
    );
  }
  return (
    <Hint title={copied ? translate('desk.copied') : name}>
      <IconButton onClick={onClick} size="small" aria-label={name} style={{ padding: 2 }}>
        <Icon style={{ fontSize: 14 }} />
      </IconButton>
    </Hint>
  );
}
