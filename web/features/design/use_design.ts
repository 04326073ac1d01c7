'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, type Design, type DesignRequest } from '@/shared/api/client';

/** Twenty a second, which is as many as the server gives one reader for long. */
const leastBetweenMs = 50;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Shown = { design?: Design; error?: unknown; settled: boolean };

/**
 * The design of the newest request. One is asked for at a time; requests that are overtaken meanwhile are never sent,
 * and the last design stays until the next one is there. No request, no question.
 */
export function useDesign(request: DesignRequest | undefined): Shown & { again: () => void } {
  const [shown, setShown] = useState<Shown>({ settled: false });
  const wanted = useRef<DesignRequest>(undefined);
  const running = useRef(false);
  const here = useRef(false);
  const text = request && JSON.stringify(request);

  const run = useCallback(async () => {
    if (running.current) return;
    running.current = true;
    while (here.current && wanted.current) {
      const asked = wanted.current;
      wanted.current = undefined;
      const rested = pause(leastBetweenMs);
      try {
        const design = await api.design(asked);
        setShown({ design, settled: !wanted.current });
      } catch (error) {
        setShown((held) => ({ ...held, error, settled: !wanted.current }));
      }
      await rested;
    }
    running.current = false;
  }, []);
  const ask = useCallback(() => {
    if (text === undefined) return;
    wanted.current = JSON.parse(text) as DesignRequest;
    void run();
  }, [text, run]);

  useEffect(() => {
    here.current = true;
    ask();
    return () => { here.current = false; };
  }, [ask]);
  return { ...shown, again: ask };
}
