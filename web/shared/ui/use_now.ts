'use client';
import { useEffect, useState } from 'react';

/** The present time, refreshed every second; for countdowns. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Whether a moment has passed; changes once, when it does. */
export function useOver(moment: string): boolean {
  const at = new Date(moment).getTime();
  const [over, setOver] = useState(() => at <= Date.now());
  useEffect(() => {
    const left = at - Date.now();
    setOver(left <= 0);
    if (left <= 0) return;
    const timer = setTimeout(() => setOver(true), left);
    return () => clearTimeout(timer);
  }, [at]);
  return over;
}
