'use client';
import { useCallback, useRef } from 'react';
import { Problem } from './client';

function unanswered(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.status >= 500);
}

/**
 * Does one thing once, though its answer may get lost: the same intent, sent again, goes out as it did the first
 * time and with the same idempotency key, until the server has answered it.
 */
export function useOnce<T>() {
  const held = useRef<{ intent: string; send: () => Promise<T> }>(undefined);
  return useCallback(async (intent: string, send: (key: string) => Promise<T>): Promise<T> => {
    if (held.current?.intent !== intent) {
      const key = crypto.randomUUID();
      held.current = { intent, send: () => send(key) };
    }
    try {
      const answer = await held.current.send();
      held.current = undefined;
      return answer;
    } catch (error) {
      if (!unanswered(error)) held.current = undefined;
      throw error;
    }
  }, []);
}
