'use client';
import { useEffect, useRef } from 'react';
import { api, type Assertion } from '@/shared/api/client';
import { autofillPossible, usePasskeyFor } from '@/shared/webauthn';

/** A question is asked anew somewhat before the server forgets it. */
const renewAfter = 0.8;

type Offer = { stop: () => Promise<void>; resume: () => void };

/**
 * Offers passkeys in the list under the e-mail field, while the page is in view. Quietly: where the browser or the
 * server can't, the field is a field. The server keeps one question a browser, so any other use of a passkey stops
 * the offer first, and waits until no question of it is on its way.
 */
export function usePasskeyAutofill(onChosen: (credential: Assertion) => void): Offer {
  const chosen = useRef(onChosen);
  useEffect(() => {
    chosen.current = onChosen;
  });
  const controls = useRef<Offer>({ stop: async () => undefined, resume: () => undefined });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: AbortController | undefined;
    let asking: Promise<unknown> = Promise.resolve();
    let wanted = true;
    const end = () => {
      clearTimeout(timer);
      running?.abort();
      running = undefined;
    };
    const offer = async () => {
      end();
      const own = new AbortController();
      running = own;
      try {
        if (!(await autofillPossible()) || own.signal.aborted) return;
        const question = api.signInQuestion();
        asking = question.catch(() => undefined);
        const { timeout_ms } = await question;
        if (own.signal.aborted) return;
        timer = setTimeout(() => void offer(), timeout_ms * renewAfter);
        const credential = await usePasskeyFor(await question, 'conditional', own.signal);
        end();
        chosen.current(credential);
      } catch {
        // Not offered, or ended: the button and the password remain.
      }
    };
    const onVisibility = () => {
      if (document.hidden) end();
      else if (wanted) void offer();
    };
    controls.current = {
      stop: async () => {
        wanted = false;
        end();
        await asking;
      },
      resume: () => {
        wanted = true;
        onVisibility();
      },
    };
    onVisibility();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      end();
    };
  }, []);
  return { stop: () => controls.current.stop(), resume: () => controls.current.resume() };
}
