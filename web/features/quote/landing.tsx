'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon, type IconName } from '@/shared/ui/icons';
import { Heading, PageHead } from '@/shared/ui/page';
import { Farewell } from './farewell';
import { QuoteWizard } from './quote_wizard';

function Scene() {
  return (
    <svg className="scene" viewBox="0 0 560 300" aria-hidden="true" focusable="false">
      <circle cx="420" cy="96" r="120" className="scene-halo" />
      <circle cx="420" cy="96" r="58" className="scene-sun" />
      <path className="scene-hill far" d="M-90 262C20 186 190 196 280 226S470 200 700 226S1000 190 1200 214V420H-90Z" />
      <path className="scene-hill" d="M-140 286C60 236 220 250 330 262S620 240 760 262S1040 250 1200 262V420H-140Z" />
      <path className="scene-wall" d="M112 176H338V268H112Z" />
      <path className="scene-roof" d="M88 182L170 92H336L366 182Z" />
      <g className="scene-panels">
        <path d="M146 132L168 108H208L196 132ZM203 132L215 108H255L251 132ZM258 132L262 108H302L306 132ZM124 162L142 138H193L181 162ZM188 162L200 138H250L246 162ZM253 162L257 138H307L311 162Z" />
      </g>
      <path className="scene-door" d="M206 206H244V268H206Z" />
      <path className="scene-window" d="M134 202H178V236H134ZM272 202H316V236H272Z" />
      <path className="scene-rays" d="M420 16V0M476 40L488 28M500 96H518M364 40L352 28M476 152L488 164" />
    </svg>
  );
}

const ways: { icon: IconName; key: 'quote' | 'crew' | 'watch' | 'power' }[] = [
  { icon: 'bolt', key: 'quote' },
  { icon: 'crew', key: 'crew' },
  { icon: 'clock', key: 'watch' },
  { icon: 'sun', key: 'power' },
];

export function Landing() {
  const { t } = useI18n();
  return (
    <>
      <PageHead title="title.landing" description="description.landing" />
      <div className="hero">
        <div className="hero-words">
          <Heading>{t('landing.heading')}</Heading>
          <p className="lead">{t('landing.lead')}</p>
        </div>
        <Scene />
      </div>
      <div className="page landing">
        <Farewell />
        <QuoteWizard />
        <section aria-labelledby="how" className="how">
          <h2 id="how">{t('landing.how')}</h2>
          <ol className="ways">
            {ways.map(({ icon, key }) => (
              <li key={key} className="way">
                <span className="way-icon"><Icon name={icon} large /></span>
                <h3>{t(`landing.way.${key}`)}</h3>
                <p>{t(`landing.way.${key}_text`)}</p>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}
