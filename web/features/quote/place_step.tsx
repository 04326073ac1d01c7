'use client';
import { useLayoutEffect, useState } from 'react';
import type { Market, Place } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { countryAt, useLands, type Position } from '@/shared/map/atlas';
import { PlaceMap } from '@/shared/map/place_map';
import { TextField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { newPlane, numeric, type Faults, type QuoteForm } from './form';
import { PlaceSearch } from './place_search';

type Props = { form: QuoteForm; faults: Faults; markets?: Market[]; change: (part: Partial<QuoteForm>) => void };

const english = new Intl.DisplayNames('en', { type: 'region' });

function marketOf(name: string | undefined, markets: Market[] = []): string {
  return markets.find(({ country }) => name !== undefined && name.startsWith(english.of(country) ?? '?'))?.country ?? '';
}

/** Roofs are asked about facing the equator first, until the visitor says otherwise. */
function facing(latitude: number, planes: QuoteForm['planes']): QuoteForm['planes'] {
  const untouched = planes.length === 1 && planes[0] && planes[0].area === newPlane.area && planes[0].tilt === newPlane.tilt;
  return untouched ? [{ ...newPlane, azimuth: latitude < 0 ? '0' : '180' }] : planes;
}

function positionOf(form: QuoteForm): Position | undefined {
  const latitude = numeric(form.latitude);
  const longitude = numeric(form.longitude);
  const sound = latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return sound ? { latitude, longitude } : undefined;
}

function LocateButton({ onPosition }: { onPosition: (position: Position) => void }) {
  const { t } = useI18n();
  const [state, setState] = useState<'idle' | 'asking' | 'refused'>('idle');
  const locate = () => {
    if (!('geolocation' in navigator)) {
      setState('refused');
      return;
    }
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        onPosition({ latitude: Number(coords.latitude.toFixed(4)), longitude: Number(coords.longitude.toFixed(4)) });
      },
      () => setState('refused'),
      { timeout: 10_000, maximumAge: 600_000 },
    );
  };
  return (
    <div className="locate">
      <button type="button" className="button secondary" onClick={locate}>
        <Icon name="locate" />
        {state === 'asking' ? t('quote.place.locating') : t('quote.place.locate')}
      </button>
      <p role="status" className="hint">{state === 'refused' ? t('quote.place.locate_refused') : ''}</p>
    </div>
  );
}

export function PlaceStep({ form, faults, markets, change }: Props) {
  const { t } = useI18n();
  const words = useWords();
  const coarse = useLands('110m').data;
  const lands = useLands('50m', 'if_there').data ?? coarse;
  const position = positionOf(form);
  const [typing, setTyping] = useState(false);
  const mistyped = Boolean(faults.latitude ?? faults.longitude);
  // Opened before the form moves the focus to the faulty field, which must be visible by then.
  useLayoutEffect(() => {
    if (mistyped) setTyping(true);
  }, [mistyped]);
  const around = (at: Position): Partial<QuoteForm> => ({
    placeName: '',
    country: marketOf(lands && countryAt(lands, at), markets),
    planes: facing(at.latitude, form.planes),
  });
  const choose = (at: Position) => change({ latitude: String(at.latitude), longitude: String(at.longitude), ...around(at) });
  const type = (typed: Partial<Pick<QuoteForm, 'latitude' | 'longitude'>>) => {
    const at = positionOf({ ...form, ...typed });
    change({ ...typed, ...(at ? around(at) : { placeName: '', country: '' }) });
  };
  const takePlace = (place: Place) =>
    change({
      latitude: String(place.latitude),
      longitude: String(place.longitude),
      placeName: place.name,
      country: place.country,
      planes: facing(place.latitude, form.planes),
    });
  return (
    <>
      <div className="place-ways">
        <PlaceSearch
          text={form.placeName}
          fault={words.fault(faults.place)}
          served={markets?.map(({ country }) => country)}
          onText={(placeName) => change({ placeName, latitude: '', longitude: '', country: '' })}
          onPlace={takePlace}
        />
        <LocateButton onPosition={choose} />
      </div>
      <PlaceMap picked={position} onPick={choose} />
      <details className="coordinates" open={typing} onToggle={(event) => setTyping(event.currentTarget.open)}>
        <summary>
          {t('quote.place.coordinates')}
          <output className="picked">{position ? `${position.latitude}, ${position.longitude}` : t('quote.place.no_point')}</output>
        </summary>
        <div className="pair">
          <TextField label={t('quote.place.latitude')} hint={t('quote.place.latitude_hint')} inputMode="text" autoComplete="off" value={form.latitude}
            fault={words.fault(faults.latitude)} onText={(latitude) => type({ latitude: latitude.replace(',', '.') })} />
          <TextField label={t('quote.place.longitude')} hint={t('quote.place.longitude_hint')} inputMode="text" autoComplete="off" value={form.longitude}
            fault={words.fault(faults.longitude)} onText={(longitude) => type({ longitude: longitude.replace(',', '.') })} />
        </div>
      </details>
    </>
  );
}
