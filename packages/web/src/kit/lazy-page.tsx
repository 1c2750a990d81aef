import { type ComponentType, lazy, useState } from 'react';

interface LazyPage {
  (): React.JSX.Element;
  /** Loads its code before it is asked for. */
  ahead(): Promise<unknown>;
}

/**
 * A page whose code comes when it is first shown. Where it has been loaded ahead it stands at once: React's `lazy` would
 * show the loading bar all the same, and what was shown in place of a page stays for 300 ms.
 */
export function lazyPage(load: () => Promise<{ default: ComponentType }>): LazyPage {
  let loaded: ComponentType | undefined;
  const ahead = async () => {
    const code = await load();
    loaded = code.default;
    return code;
  };
  const Later = lazy(ahead);
  return Object.assign(() => <Shown code={() => loaded ?? Later} />, { ahead });
}

/** Keeps to the component that it began with: another one would be drawn anew. */
function Shown({ code }: { code: () => ComponentType }) {
  const [Code] = useState(code);
  return <Code />;
}
