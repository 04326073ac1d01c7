'use client';
import { useI18n, type Language } from '@/shared/i18n/i18n';
import { SelectField } from '@/shared/ui/field';

/** The language in which somebody is written to. */
export function LanguageField({ value, onChoose }: { value: Language; onChoose: (language: Language) => void }) {
  const { t } = useI18n();
  return (
    <SelectField label={t('staff.language')} value={value} onText={(chosen) => onChoose(chosen as Language)}>
      <option value="en" lang="en">English</option>
      <option value="es" lang="es">Español</option>
    </SelectField>
  );
}
