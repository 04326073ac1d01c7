'use client';
import { useDeferredValue, useEffect, useId, useState } from 'react';
import { useI18n, type Language } from '@/shared/i18n/i18n';
import type { Judge, Judgement } from './judge';

/** The word lists are large: they come when somebody begins to choose a password, in the language of the page. */
function useJudge(wanted: boolean, language: Language): Judge | undefined {
  const [judges, setJudges] = useState<Partial<Record<Language, Judge>>>({});
  useEffect(() => {
    if (!wanted || judges[language]) return;
    let left = false;
    import('./judge')
      .then(({ judgeIn }) => judgeIn(language))
      .then((judge) => { if (!left) setJudges((held) => ({ ...held, [language]: judge })); })
      .catch(() => undefined); // Without it the password is judged by the server alone.
    return () => { left = true; };
  }, [wanted, language, judges]);
  return judges[language];
}

/** How hard a password is to guess, while it is typed; nothing of it leaves the page. */
export function Strength({ password, person }: { password: string; person: readonly string[] }) {
  const { t } = useI18n();
  const { language } = useI18n();
  const id = useId();
  const judge = useJudge(password !== '', language);
  const judged = useDeferredValue(password);
  const found: Judgement | undefined = judge && judged ? judge(judged, person) : undefined;
  if (password === '') return null;
  return (
    <div className="strength">
      <meter aria-labelledby={id} min={0} max={4} low={2} high={3} optimum={4} value={found?.score ?? 0} />
      <p id={id} role="status" className="hint">{found ? [t(`strength.${found.score}`), ...found.advice].join(' ') : ''}</p>
    </div>
  );
}
