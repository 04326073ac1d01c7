'use client';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { sessionKey } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { ButtonLink } from '@/shared/ui/button';
import { Page } from '@/shared/ui/page';
import { LinkPress } from './link_press';

/** The link that was mailed to a new address. */
export function ConfirmEmail() {
  const { t } = useI18n();
  const queries = useQueryClient();
  const confirm = async (token: string) => {
    await api.confirmEmail(token);
    void queries.invalidateQueries({ queryKey: sessionKey });
  };
  return (
    <Page title="title.confirm_email" description="description.confirm_email">
      <LinkPress heading="title.confirm_email" text="confirm_email.text" press="confirm_email.press" use={confirm}
        done="confirm_email.done" doneText="confirm_email.done_text">
        <ButtonLink large href="/security">{t('header.security')}</ButtonLink>
      </LinkPress>
    </Page>
  );
}
