'use client';
import { useEffect, useState } from 'react';
import { farewellDue } from '@/shared/farewell';
import { useI18n } from '@/shared/i18n/i18n';

/** What the start page says to who has just erased their account. */
export function Farewell() {
  const { t } = useI18n();
  const [due, setDue] = useState(false);
  useEffect(() => {
    if (farewellDue()) setDue(true);
  }, []);
  return <div role="status">{due && <div className="card sunny notice"><p><strong>{t('farewell.title')}</strong> {t('farewell.text')}</p></div>}</div>;
}
