'use client';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useI18n, type MessageKey } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Icon } from '@/shared/ui/icons';
import { Heading } from '@/shared/ui/page';
import { Loading, Refused } from '@/shared/ui/states';
import { useLinkToken } from '@/shared/ui/use_link_token';

type Props = {
  heading: MessageKey;
  text: MessageKey;
  press: MessageKey;
  use: (token: string) => Promise<void>;
  done: MessageKey;
  doneText: MessageKey;
  /** What to do when the link does not work. */
  otherwise?: ReactNode;
  /** Where to go when it did. */
  children?: ReactNode;
};

function WithToken({ token, heading, text, press, use, done, doneText, otherwise, children }: Props & { token: string }) {
  const { t } = useI18n();
  const follow = useMutation({ mutationFn: use });
  if (follow.isSuccess)
    return (
      <section className="card narrow">
        <span className="way-icon"><Icon name="check" large /></span>
        <Heading>{t(done)}</Heading>
        <p role="status">{t(doneText)}</p>
        {children}
      </section>
    );
  return (
    <section className="card narrow">
      <Heading>{t(heading)}</Heading>
      {token === '' ? <p role="alert">{t('account.no_token')}</p> : (
        <>
          <p>{t(text)}</p>
          <Button large busy={follow.isPending} onClick={() => follow.mutate(token)}>{t(press)}</Button>
        </>
      )}
      <Refused error={follow.error} />
      {(token === '' || follow.isError) && otherwise}
    </section>
  );
}

/**
 * A mailed link that does one thing. A press is asked for, so that a mail scanner that opens links does nothing.
 * Another link that is opened in the same place begins anew.
 */
export function LinkPress(props: Props) {
  const token = useLinkToken();
  return token === undefined ? <Loading /> : <WithToken key={token} token={token} {...props} />;
}
