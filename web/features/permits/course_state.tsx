'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

export const courseKey = 'course';

export function useCourse() {
  const { language } = useI18n();
  return useQuery({ queryKey: [courseKey, language], queryFn: () => api.course(language) });
}

/** Whether the reader may ask and decide, as far as the course goes. */
export function CourseState() {
  const { t } = useI18n();
  const format = useFormat();
  const { data } = useCourse();
  if (!data) return null;
  if (data.valid_until) return <p className="hint">{t('grant.course_until', { date: format.date(data.valid_until) })}</p>;
  return <p className="alert">{t('grant.course_needed')} <Link href="/training">{t('grant.course_link')}</Link></p>;
}
