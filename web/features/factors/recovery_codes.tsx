'use client';
import { useState } from 'react';
import { download } from '@/shared/download';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { CheckField } from '@/shared/ui/field';

/** The codes, this once. They are gone with the page, so going on needs a word that they are kept. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useI18n();
  const [kept, setKept] = useState(false);
  const [said, setSaid] = useState<'copied' | 'not_copied'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setSaid('copied');
    } catch {
      setSaid('not_copied');
    }
  };
  const text = `${t('recovery.file_heading')}\n\n${codes.join('\n')}\n\n${t('recovery.once')}\n`;
  return (
    <div className="recovery">
      <p>{t('recovery.text')}</p>
      <ol className="recovery-codes" aria-label={t('recovery.codes')} translate="no">
        {codes.map((code) => <li key={code}><code>{code}</code></li>)}
      </ol>
      <div className="actions">
        <Button look="secondary" onClick={() => void copy()}>{t('recovery.copy')}</Button>
        <Button look="secondary" onClick={() => download('suncrew-recovery-codes.txt', text, 'text/plain')}>{t('recovery.download')}</Button>
        <Button look="secondary" onClick={() => window.print()}>{t('recovery.print')}</Button>
      </div>
      <p role="status" className="hint">{said === 'copied' ? t('recovery.copied') : said === 'not_copied' ? t('recovery.not_copied') : ''}</p>
      <CheckField label={t('recovery.kept')} checked={kept} onCheck={setKept} />
      <div className="actions"><Button large disabled={!kept} onClick={onKept}>{t('action.continue')}</Button></div>
    </div>
  );
}
