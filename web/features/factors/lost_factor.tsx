'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type FactorReset, type SignInState } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Heading } from '@/shared/ui/page';
import { Failed, Loading, Refused } from '@/shared/ui/states';
import { useOver } from '@/shared/ui/use_now';

const resetKey = ['factor_reset'] as const;

function Waiting({ reset, onStep }: { reset: FactorReset; onStep: (state: SignInState) => void }) {
  const { t } = useI18n();
  const format = useFormat();
  const over = useOver(reset.ready_at);
  const complete = useMutation({ mutationFn: api.completeFactorReset, onSuccess: onStep });
  return (
    <>
      <p role="status">{over ? t('lost.ready') : t('lost.waiting', { time: format.stamp(reset.ready_at) })}</p>
      {!over && <p>{t('lost.cancel_text')}</p>}
      <Refused error={complete.error} />
      {over && <div className="actions"><Button large busy={complete.isPending} onClick={() => complete.mutate()}>{t('lost.complete')}</Button></div>}
    </>
  );
}

function Beginning() {
  const { t } = useI18n();
  const queries = useQueryClient();
  const request = useMutation({
    mutationFn: api.requestFactorReset,
    onSuccess: (reset) => queries.setQueryData(resetKey, reset),
  });
  return (
    <>
      <p>{t('lost.text')}</p>
      <p>{t('lost.cancel_text')}</p>
      <Refused error={request.error} />
      <div className="actions"><Button busy={request.isPending} onClick={() => request.mutate()}>{t('lost.begin')}</Button></div>
    </>
  );
}

/**
 * The way on for who has neither their factor nor a recovery code: a time of waiting in which the owner, told by
 * mail, can stop it.
 */
export function LostFactor({ onStep, onBack }: { onStep: (state: SignInState) => void; onBack: () => void }) {
  const { t } = useI18n();
  const reset = useQuery({ queryKey: resetKey, queryFn: api.factorReset });
  return (
    <section className="card narrow">
      <Heading>{t('lost.heading')}</Heading>
      {reset.data ? <Waiting reset={reset.data} onStep={onStep} />
        : reset.data === null ? <Beginning />
        : reset.error ? <Failed error={reset.error} again={() => void reset.refetch()} /> : <Loading />}
      <Button look="quiet" onClick={onBack}>{t('action.back')}</Button>
    </section>
  );
}
