'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api, type Course, type CourseResult } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Refused } from '@/shared/ui/states';
import { courseKey } from './course_state';

type Question = Course['questions'][number];
type QuestionProps = { question: Question; at: number; chosen?: number; explanation?: string; missing: boolean; onChoose: (answer: number) => void };

function QuestionField({ question, at, chosen, explanation, missing, onChoose }: QuestionProps) {
  const { t } = useI18n();
  const fault = explanation ?? (missing ? t('fault.choose') : undefined);
  const faultId = `question-${at}-fault`;
  return (
    <fieldset className="choice" role="radiogroup" aria-labelledby={`question-${at}`} aria-invalid={fault ? true : undefined} aria-describedby={fault ? faultId : undefined}>
      <legend id={`question-${at}`}>{at + 1}. {question.text}</legend>
      {question.answers.map((answer, index) => (
        <div key={answer} className="check">
          <input id={`question-${at}-${index}`} type="radio" name={`question-${at}`} checked={chosen === index} onChange={() => onChoose(index)} />
          <label htmlFor={`question-${at}-${index}`}>{answer}</label>
        </div>
      ))}
      {fault && <p className="fault" id={faultId}>{fault}</p>}
    </fieldset>
  );
}

function Outcome({ result }: { result?: CourseResult }) {
  const { t, count } = useI18n();
  const format = useFormat();
  if (!result) return null;
  if (result.passed) return <p>{t('course.passed', { date: result.valid_until ? format.date(result.valid_until) : '' })}</p>;
  return <p>{count('course.wrong', result.wrong.length)} {count('course.tries_left', result.tries_left)}</p>;
}

/** The questions, whose answers the server judges; the wrong ones are explained and can be given anew. */
export function CourseQuestions({ course }: { course: Course }) {
  const { t, language } = useI18n();
  const queries = useQueryClient();
  const formRef = useRef<HTMLFormElement>(null);
  const [answers, setAnswers] = useState<Readonly<Record<number, number>>>({});
  const [wrong, setWrong] = useState<Readonly<Record<number, string>>>({});
  const [asked, setAsked] = useState(0);
  const answer = useMutation({
    mutationFn: api.answerCourse,
    onSuccess: (result) => {
      setWrong(Object.fromEntries(result.wrong.map(({ question, explanation }) => [question, explanation])));
      setAsked((held) => held + 1);
      if (result.passed) void queries.invalidateQueries({ queryKey: [courseKey] });
    },
  });
  useEffect(() => {
    if (asked > 0) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"] input')?.focus();
  }, [asked]);
  const choose = (at: number, chosen: number) => {
    setAnswers({ ...answers, [at]: chosen });
    setWrong(Object.fromEntries(Object.entries(wrong).filter(([of]) => Number(of) !== at)));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const given = course.questions.map((_, at) => answers[at]).filter((one) => one !== undefined);
    if (given.length < course.questions.length) setAsked(asked + 1);
    else if (!answer.isPending) answer.mutate({ version: course.version, language, answers: given });
  };
  return (
    <form ref={formRef} noValidate onSubmit={onSubmit}>
      {course.questions.map((question, at) => (
        <QuestionField key={at} question={question} at={at} chosen={answers[at]} explanation={wrong[at]} missing={asked > 0 && answers[at] === undefined} onChoose={(chosen) => choose(at, chosen)} />
      ))}
      <Refused error={answer.error} />
      <div role="status"><Outcome result={answer.data} /></div>
      <Button type="submit" busy={answer.isPending}>{t('course.send')}</Button>
    </form>
  );
}
