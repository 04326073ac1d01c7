'use client';
import { useEffect, useState } from 'react';

/**
 * The token of a mailed link, which stands behind the # and so reaches no server and no log. It leaves the address
 * bar (and with it the history) at once and lives on in memory alone. `undefined` until the page has looked.
 */
export function useLinkToken(): string | undefined {
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const take = () => {
      const found = new URLSearchParams(window.location.hash.slice(1)).get('token');
      if (found !== null) window.history.replaceState(null, '', window.location.pathname);
      setToken((held) => found ?? held ?? '');
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}
