'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useId, useState, type KeyboardEvent } from 'react';
import { api, type Place } from '@/shared/api/client';
import { limitOf } from '@/shared/api/limits';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

const quietMs = 180;
const lettersMin = 2;
const textMax = limitOf('GET /places', 'q').maxLength ?? 80;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

type Props = {
  text: string;
  fault?: string;
  /** The countries we work in, once known: places elsewhere are not offered. */
  served?: readonly string[];
  onText: (text: string) => void;
  onPlace: (place: Place) => void;
};

/** A search box with suggestions, as the ARIA combobox pattern has it: arrows choose, Enter takes, Escape closes. */
export function PlaceSearch({ text, fault, served, onText, onPlace }: Props) {
  const { t, count } = useI18n();
  const format = useFormat();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const asked = useSettled(text.trim());
  const search = useQuery({
    queryKey: ['places', asked],
    queryFn: () => api.places(asked),
    enabled: open && asked.length >= lettersMin,
    staleTime: Infinity,
  });
  const places = useDeferredValue(search.data?.items ?? []);
  const found = served ? places.filter(({ country }) => served.includes(country)) : places;
  const shown = open && asked.length >= lettersMin && search.isSuccess;
  const take = (place: Place) => {
    setOpen(false);
    setActive(-1);
    onPlace(place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      setOpen(false);
      return;
    }
    if (!shown || found.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setActive((active + step + found.length + (active < 0 && step < 0 ? 1 : 0)) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const place = found[Math.max(0, active)];
      if (place) take(place);
    }
  };
  return (
    <div className={fault ? 'field combobox faulty' : 'field combobox'}>
      <label htmlFor={id}>{t('quote.place.search')}</label>
      <input
        id={id}
        role="combobox"
        aria-expanded={shown && found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 && shown ? `${id}-${active}` : undefined}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={textMax}
        placeholder={t('quote.place.example')}
        value={text}
        onChange={(event) => {
          onText(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={t('quote.place.suggestions')} hidden={!shown || found.length === 0}>
        {found.map((place, index) => (
          <li
            key={`${place.kind} ${place.name} ${place.latitude} ${place.longitude}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(place)}
          >
            <span className="place-name">{place.name}</span>
            <span className="place-where">{[place.region, format.country(place.country)].filter(Boolean).join(', ')}</span>
          </li>
        ))}
      </ul>
      <p className="visually-hidden" role="status">{shown ? count('quote.place.found', found.length) : ''}</p>
      {shown && found.length === 0 && <p className="hint">{t(places.length === 0 ? 'quote.place.none' : 'quote.place.not_served')}</p>}
      {search.isError && open && <p className="hint">{t('quote.place.search_failed')}</p>}
      {fault && <p className="fault" id={`${id}-fault`}>{fault}</p>}
    </div>
  );
}
