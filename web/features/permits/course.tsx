'use client';
import { type Course as CourseText } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Failed, Loading } from '@/shared/ui/states';
import { CourseQuestions } from './course_questions';
import { useCourse } from './course_state';
import { everyStaff } from './limits';

function Lessons({ lessons }: { lessons: CourseText['lessons'] }) {
  return (
    <ol className="steps">
      {lessons.map(({ title, paragraphs }) => (
        <li key={title}>
          <h3>{title}</h3>
          {paragraphs.map((text) => <p key={text}>{text}</p>)}
        </li>
      ))}
    </ol>
  );
}

function LoadedCourse() {
  const { t } = useI18n();
  const format = useFormat();
  const course = useCourse();
  if (!course.data) return course.error ? <Failed error={course.error} again={() => void course.refetch()} /> : <Loading />;
  const { valid_until, lessons } = course.data;
  return (
    <div className="stack">
      <section className="card" aria-labelledby="lessons">
        <h2 id="lessons">{t('course.lessons')}</h2>
        <p>{valid_until ? t('course.valid', { date: format.date(valid_until) }) : t('course.missing')}</p>
        <Lessons lessons={lessons} />
      </section>
      <section className="card" aria-labelledby="questions">
        <h2 id="questions">{t('course.questions')}</h2>
        <p>{t('course.questions_text', { n: course.data.tries_an_hour })}</p>
        <CourseQuestions course={course.data} />
      </section>
    </div>
  );
}

/** The awareness course: without it nobody of the staff gets a grant or approves one. */
export function Course() {
  const { t } = useI18n();
  return (
    <Page wide title="title.training" description="description.training">
      <Guard role={everyStaff}>{() => <><Heading>{t('title.training')}</Heading><LoadedCourse /></>}</Guard>
    </Page>
  );
}
