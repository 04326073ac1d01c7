'use client';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import type { Board, BoardCrew, BoardStop } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { deviceDay } from '@/shared/ui/device_day';
import { Guard } from '@/shared/ui/guard';
import { TextField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { BoardFigures } from './board_figures';
import { ChosenCrew } from './chosen_crew';
import { ClosedDays } from './closed_days';
import { Gantt } from './gantt';
import type { Slot } from './slots';
import { useBoard } from './use_board';
import { VisitDialog, type Moving } from './visit_dialog';
import { WaitingOrders } from './waiting_orders';

const crewsShown = 20;
const fewCrews = 6;

function dayBeside(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function DayChoice({ day, today }: { day: string; today: string }) {
  const { t } = useI18n();
  const router = useRouter();
  const way = (to: string) => (to === today ? '/dispatch' : `/dispatch?day=${to}`);
  return (
    <nav className="board-days" aria-label={t('dispatch.days')}>
      <Link className="round" href={way(dayBeside(day, -1))} aria-label={t('dispatch.day_before')} scroll={false} prefetch={false}><Icon name="back" /></Link>
      <input type="date" aria-label={t('dispatch.day')} value={day} onChange={({ target }) => target.value && router.push(way(target.value), { scroll: false })} />
      <Link className="round" href={way(dayBeside(day, 1))} aria-label={t('dispatch.day_after')} scroll={false} prefetch={false}><Icon name="arrow" /></Link>
      {day !== today && <Link href={way(today)} scroll={false} prefetch={false}>{t('dispatch.today')}</Link>}
    </nav>
  );
}

/** Crews that go somewhere come first, then those that could, then the absent; each by name. */
function ordered(crews: readonly BoardCrew[]): BoardCrew[] {
  const rank = ({ stops, shift }: BoardCrew) => (stops.length > 0 ? 0 : shift ? 1 : 2);
  return [...crews].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** By its name, or by a town that it goes to. */
function isSought({ name, stops }: BoardCrew, sought: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return [name, ...stops.map(({ city }) => city)].some((text) => plain(text).includes(plain(sought.trim())));
}

function OneBoard({ board, today }: { board: Board; today: string }) {
  const { t, count } = useI18n();
  const [all, setAll] = useState(false);
  const [picked, setPicked] = useState<string>();
  const [moving, setMoving] = useState<Moving>();
  const [undo, setUndo] = useState<Moving>();
  const [sought, setSought] = useState('');
  const crews = useMemo(() => ordered(board.crews).filter((crew) => isSought(crew, sought)), [board.crews, sought]);
  const shown = useMemo(() => (all ? crews : crews.slice(0, crewsShown)), [crews, all]);
  const chosen = crews.find((one) => one.crew === picked) ?? crews[0];
  const crewOf = (stop: BoardStop) => board.crews.find(({ stops }) => stops.some(({ visit }) => visit === stop.visit));
  const onDrop = (stop: BoardStop, slot: Slot) => {
    const crew = crewOf(stop);
    if (crew) setMoving({ stop, crew, to: { day: board.day, ...slot } });
  };
  const onOpen = (stop: BoardStop, crew: BoardCrew) => {
    setPicked(crew.crew);
    setMoving({ stop, crew });
  };
  return (
    <>
      <BoardFigures board={board} />
      <div role="status" className="moved">
        {undo && (
          <p className="card notice"><span className="with-icon"><Icon name="check" />{t('dispatch.moved')}</span>
            <Button look="secondary" onClick={() => { setMoving(undo); setUndo(undefined); }}>{t('dispatch.move_back')}</Button></p>
        )}
      </div>
      {board.crews.length === 0 ? <Empty title={t('dispatch.no_crews')} text={t('dispatch.no_crews_text')} /> : (
        <section className="card board" aria-labelledby="plan">
          <h2 id="plan">{t('dispatch.plan')}</h2>
          {board.crews.length > fewCrews && <div className="board-find"><TextField label={t('dispatch.find')} type="search" value={sought} onText={setSought} /></div>}
          {crews.length === 0 && <p>{t('dispatch.none_found')}</p>}
          <Gantt day={board.day} today={today} crews={shown} chosen={chosen?.crew} onChoose={setPicked} onDrop={onDrop} onOpen={onOpen} />
          {shown.length < crews.length && <Button look="secondary" onClick={() => setAll(true)}>{count('dispatch.more_crews', crews.length - shown.length)}</Button>}
        </section>
      )}
      <div className="columns">
        {chosen && <ChosenCrew board={board} crew={chosen} onOpen={(stop) => onOpen(stop, chosen)} />}
        <div className="stack">
          <WaitingOrders waiting={board.waiting} />
          <ClosedDays board={board} today={today} />
        </div>
      </div>
      {moving && (
        <VisitDialog key={moving.stop.visit} board={board} today={today} moving={moving} onClose={() => setMoving(undefined)}
          onMoved={(back) => { setMoving(undefined); setUndo(back); }} />
      )}
    </>
  );
}

function LoadedBoard() {
  const { t } = useI18n();
  const format = useFormat();
  const today = deviceDay();
  const asked = useSearchParams().get('day') ?? today;
  const board = useBoard(asked);
  return (
    <>
      <div className="title-row board-head">
        <div><Heading>{t('title.dispatch')}</Heading><p className="lead">{format.day(asked)}</p></div>
        <DayChoice day={asked} today={today} />
      </div>
      {board.data ? <OneBoard key={board.data.day} board={board.data} today={today} />
        : board.error ? <Failed error={board.error} again={() => void board.refetch()} /> : <Loading />}
    </>
  );
}

/** The dispatcher's board: who goes where on a day, what waits and why, and what a change would cost before it is made. */
export function BoardPage() {
  return (
    <Page wide title="title.dispatch" description="description.dispatch">
      <Guard role="support">{() => <LoadedBoard />}</Guard>
    </Page>
  );
}
