'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, type Order, type Rating } from '@/shared/api/client';
import { useOnce } from '@/shared/api/use_once';
import { limitOf, textFault } from '@/shared/api/limits';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { TextArea } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Refused } from '@/shared/ui/states';

const scale = [1, 2, 3, 4, 5] as const;
const commentLimit = limitOf('POST /orders/{order}/rating', 'comment');

export function Stars({ stars }: { stars: number }) {
  const { count } = useI18n();
  return (
    <span className="stars" role="img" aria-label={count('rating.stars', stars)}>
      {scale.map((star) => <span key={star} className={star <= Math.round(stars) ? 'lit' : ''}><Icon name="star" /></span>)}
    </span>
  );
}

export function RatingCard({ order }: { order: Order }) {
  const { t, count } = useI18n();
  const words = useWords();
  const queries = useQueryClient();
  const once = useOnce<Order>();
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState('');
  const [asked, setAsked] = useState(false);
  const rate = useMutation({
    mutationFn: () => {
      const rating: Rating = { stars, ...(comment.trim() ? { comment: comment.trim() } : {}) };
      return once(JSON.stringify(rating), (key) => api.rateOrder(order.id, rating, key));
    },
    onSuccess: (changed) => queries.setQueryData(['order', order.id], changed),
    // The answer may have been lost, or the rating was given elsewhere: the order says which.
    onError: () => void queries.invalidateQueries({ queryKey: ['order', order.id] }),
  });
  if (order.rating)
    return (
      <section className="card" aria-labelledby="rating">
        <h2 id="rating">{t('rating.yours')}</h2>
        <Stars stars={order.rating.stars} />
        {order.rating.comment && <blockquote>{order.rating.comment}</blockquote>}
        <p role="status">{t('rating.thanks')}</p>
      </section>
    );
  const wrong = textFault(comment, { maxLength: commentLimit.maxLength });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (stars > 0 && !wrong && !rate.isPending) rate.mutate();
  };
  return (
    <section className="card" aria-labelledby="rating">
      <h2 id="rating">{t('rating.title')}</h2>
      <form noValidate onSubmit={onSubmit}>
        <fieldset className="star-choice" aria-describedby={asked && stars === 0 ? 'rating-fault' : undefined}>
          <legend>{t('rating.question')}</legend>
          <div>
            {scale.map((star) => (
              <label key={star} className={star <= stars ? 'lit' : ''}>
                <input type="radio" name="stars" value={star} checked={stars === star} onChange={() => setStars(star)} />
                <Icon name="star" large />
                <span className="visually-hidden">{count('rating.stars', star)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {asked && stars === 0 && <p className="fault" id="rating-fault">{t('rating.choose')}</p>}
        <TextArea label={t('rating.comment')} value={comment} fault={words.fault(wrong)} onText={setComment} />
        <Refused error={rate.error} />
        <div className="actions"><Button type="submit" busy={rate.isPending}>{t('rating.send')}</Button></div>
      </form>
    </section>
  );
}
