import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import type { Language } from '@/shared/i18n/i18n';

export type Judgement = { score: 0 | 1 | 2 | 3 | 4; advice: string[] };
/** Judges a password, knowing words about the person that a guesser would try first. */
export type Judge = (password: string, person: readonly string[]) => Judgement;

const packs = {
  en: () => import('@zxcvbn-ts/language-en'),
  es: () => import('@zxcvbn-ts/language-es-es'),
};

/** Words that everybody would try here. */
const ours = ['suncrew', 'solar', 'sun', 'crew', 'panel', 'panels', 'sol', 'paneles'];

export async function judgeIn(language: Language): Promise<Judge> {
  const pack = await packs[language]();
  const zxcvbn = new ZxcvbnFactory({
    translations: pack.translations,
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...pack.dictionary },
  });
  return (password, person) => {
    const words = person.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2);
    const { score, feedback } = zxcvbn.check(password, [...ours, ...words]);
    return { score, advice: [feedback.warning ?? '', feedback.suggestions[0] ?? ''].filter(Boolean) };
  };
}
