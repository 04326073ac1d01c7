'use client';
import { useId, useState, type ComponentProps, type ReactNode } from 'react';
import { useI18n } from '@/shared/i18n/i18n';

type Common = { label: string; hint?: ReactNode; fault?: string };

function describedBy(id: string, { hint, fault }: Common): string | undefined {
  return [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined;
}

function Around({ id, label, hint, fault, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {children}
      {fault && <p className="fault" id={`${id}-fault`}>{fault}</p>}
    </div>
  );
}

type TextProps = Common & Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'id'> & { value: string; onText: (text: string) => void };

export function TextField({ label, hint, fault, onText, ...input }: TextProps) {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} fault={fault}>
      <input
        {...input}
        id={id}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, fault })}
        onChange={(event) => onText(event.target.value)}
      />
    </Around>
  );
}

/** A password: managers and pasting work, and its writer may look at it. What follows stands under the field. */
export function PasswordField({ label, hint, fault, onText, children, ...input }: TextProps & { autoComplete: 'current-password' | 'new-password' }) {
  const { t } = useI18n();
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <Around id={id} label={label} hint={hint} fault={fault}>
      <div className="with-button">
        <input
          {...input}
          id={id}
          type={shown ? 'text' : 'password'}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy(id, { label, hint, fault })}
          onChange={(event) => onText(event.target.value)}
        />
        <button type="button" className="in-field" aria-controls={id} aria-pressed={shown} onClick={() => setShown(!shown)}>{t('field.show')}</button>
      </div>
      {children}
    </Around>
  );
}

/** A code of six digits from an authenticator app; spaces that apps show between them are taken out. */
export function CodeField({ label, hint, fault, value, onText, autoFocus }: Common & { value: string; onText: (text: string) => void; autoFocus?: boolean }) {
  return (
    <TextField label={label} hint={hint} fault={fault} className="code-entry" name="code" inputMode="numeric" autoComplete="one-time-code" required autoFocus={autoFocus}
      value={value} onText={(text) => onText(text.replace(/\s/g, '').slice(0, 6))} />
  );
}

/** One of several things that can be chosen together. */
export function CheckField({ label, hint, checked, onCheck }: { label: string; hint?: string; checked: boolean; onCheck: (checked: boolean) => void }) {
  const id = useId();
  return (
    <div className="check">
      <input id={id} type="checkbox" checked={checked} aria-describedby={hint ? `${id}-hint` : undefined} onChange={(event) => onCheck(event.target.checked)} />
      <label htmlFor={id}>{label}</label>
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

type AreaProps = Common & { value: string; rows?: number; onText: (text: string) => void };

export function TextArea({ label, hint, fault, value, rows = 3, onText }: AreaProps) {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} fault={fault}>
      <textarea
        id={id}
        rows={rows}
        value={value}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, fault })}
        onChange={(event) => onText(event.target.value)}
      />
    </Around>
  );
}

export function SelectField({ label, hint, fault, value, onText, children, autoComplete }: Common & { value: string; onText: (text: string) => void; children: ReactNode; autoComplete?: string }) {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} fault={fault}>
      <select
        id={id}
        value={value}
        autoComplete={autoComplete}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, fault })}
        onChange={(event) => onText(event.target.value)}
      >
        {children}
      </select>
    </Around>
  );
}

type SliderProps = Common & {
  /** What stands in the number box; kept as text so that a half-typed number is not lost. */
  value: string;
  unit: string;
  min: number;
  max: number;
  step: number;
  /** Says the slider's position in words, for screen readers. */
  spoken?: string;
  onText: (text: string) => void;
};

/** A slider for the usual range beside a number box for exact values. */
export function SliderField({ label, hint, fault, value, unit, min, max, step, spoken, onText }: SliderProps) {
  const id = useId();
  const described = describedBy(id, { label, hint, fault });
  const position = Number.isFinite(Number(value)) && value !== '' ? Number(value) : min;
  return (
    <Around id={id} label={label} hint={hint} fault={fault}>
      <div className="slider">
        <input
          type="range"
          aria-label={label}
          aria-valuetext={spoken ?? `${value} ${unit}`}
          aria-describedby={described}
          min={min}
          max={max}
          step={step}
          value={Math.min(max, Math.max(min, position))}
          onChange={(event) => onText(event.target.value)}
        />
        <span className="with-unit">
          <input
            id={id}
            inputMode="decimal"
            autoComplete="off"
            value={value}
            aria-invalid={fault ? true : undefined}
            aria-describedby={described}
            onChange={(event) => onText(event.target.value.replace(',', '.'))}
          />
          <span className="unit" aria-hidden="true">{unit}</span>
        </span>
      </div>
    </Around>
  );
}

/** A slider over a few choices that have an order; the chosen one stands beside its label. */
export function StepSlider({ label, hint, texts, chosen, onChoose }: Common & { texts: readonly string[]; chosen: number; onChoose: (index: number) => void }) {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint}>
      <div className="slider">
        <input
          id={id}
          type="range"
          aria-valuetext={texts[chosen]}
          aria-describedby={describedBy(id, { label, hint })}
          min={0}
          max={texts.length - 1}
          step={1}
          value={chosen}
          onChange={(event) => onChoose(Number(event.target.value))}
        />
        <span className="slider-told" aria-hidden="true">{texts[chosen]}</span>
      </div>
    </Around>
  );
}

/** A small set of choices shown as one control. */
export function Choice<T extends string>({ label, value, options, onChoose }: { label: string; value: T; options: readonly { value: T; text: string }[]; onChoose: (value: T) => void }) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="segments">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChoose(option.value)} />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
