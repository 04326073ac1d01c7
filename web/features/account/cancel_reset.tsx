'use client';
import { api } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { ButtonLink } from '@/shared/ui/button';
import { Page } from '@/shared/ui/page';
import { LinkPress } from './link_press';

/** The link by which an owner stops a reset of their second factor that they did not ask for. */
export function CancelReset() {
  const { t } = useI18n();
  return (
    <Page title="title.cancel_reset" description="description.cancel_reset">
      <LinkPress heading="title.cancel_reset" text="cancel_reset.text" press="cancel_reset.press" use={api.cancelFactorReset}
        done="cancel_reset.done" doneText="cancel_reset.done_text">
        <ButtonLink large href="/reset-password">{t('title.reset_password')}</ButtonLink>
      </LinkPress>
    </Page>
  );
}
