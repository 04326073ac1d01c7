'use client';
import { useMutation } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Refused } from '@/shared/ui/states';

/** Whose account a grant is for, opened when it is asked for and not before: each look leaves an entry. */
export function OpenedContact({ account }: { account: string }) {
  const { t } = useI18n();
  const look = useMutation({ mutationFn: () => api.openContact(account), gcTime: 0 });
  return (
    <>
      <Button busy={look.isPending} onClick={() => look.mutate()}>{t('grant.open_contact')}</Button>
      <p className="hint">{t('grant.open_contact_text')}</p>
      <Refused error={look.error} />
      <div role="status">
        {look.data && (
          <dl className="facts">
            <div><dt>{t('account.name')}</dt><dd translate="no">{look.data.name}</dd></div>
            <div><dt>{t('account.email')}</dt><dd translate="no">{look.data.email}</dd></div>
          </dl>
        )}
      </div>
    </>
  );
}
