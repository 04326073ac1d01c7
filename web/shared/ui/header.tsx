'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { api, type Account } from '@/shared/api/client';
import { useSession, useSessionChange, type Session } from '@/shared/api/session';
import { chooseLanguage, useI18n, type MessageKey } from '@/shared/i18n/i18n';
import { Icon, Logo } from './icons';
import { Refused } from './states';
import { chooseTheme, useTheme } from './theme';

function Preferences() {
  const { t, language } = useI18n();
  const theme = useTheme();
  const other = language === 'en' ? 'es' : 'en';
  return (
    <>
      <button type="button" className="round" lang={other} aria-label={t('header.other_language')} onClick={() => chooseLanguage(other)}>
        {other.toUpperCase()}
      </button>
      <button
        type="button"
        className="round"
        aria-label={theme === 'dark' ? t('header.light') : t('header.dark')}
        onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
      </button>
    </>
  );
}

type PlaceLink = { href: string; text: MessageKey };

const quote: PlaceLink = { href: '/', text: 'header.quote' };
const permits: readonly PlaceLink[] = [{ href: '/grants', text: 'header.grants' }, { href: '/approvals', text: 'header.approvals' }];
const course: PlaceLink = { href: '/training', text: 'header.training' };
const places: Partial<Record<Account['role'], readonly PlaceLink[]>> = {
  customer: [quote, { href: '/orders', text: 'header.orders' }],
  crew: [{ href: '/crew/day', text: 'header.day' }, { href: '/crew/offers', text: 'header.offers' }, { href: '/crew/jobs', text: 'header.jobs' }],
  support: [{ href: '/support', text: 'header.support' }, { href: '/dispatch', text: 'header.dispatch' }, ...permits, course],
  sales: [{ href: '/figures', text: 'header.figures' }, course],
  engineer: [{ href: '/system', text: 'header.system' }, ...permits, course],
  security: [{ href: '/staff', text: 'header.staff' }, { href: '/staff/alerts', text: 'header.alerts' }, { href: '/staff/events', text: 'header.events' }, ...permits, { href: '/grants/live', text: 'header.live_grants' }, course],
};

function SignOut() {
  const { t } = useI18n();
  const router = useRouter();
  const { left } = useSessionChange();
  const signOut = useMutation({
    mutationFn: api.signOut,
    onSuccess: () => {
      router.push('/');
      left();
    },
  });
  return (
    <>
      <button type="button" className="nav-button" onClick={() => signOut.mutate()}>{t('action.sign_out')}</button>
      <Refused error={signOut.error} />
    </>
  );
}

/** The way to everything the account is for, to what keeps it safe, and out. */
function Places({ links }: { links: readonly PlaceLink[] }) {
  const { t } = useI18n();
  const path = usePathname();
  return (
    <nav aria-label={t('header.nav')} className="site-nav">
      <ul>
        {links.map(({ href, text }) => (
          <li key={href}><Link href={href} aria-current={path === href ? 'page' : undefined}>{t(text)}</Link></li>
        ))}
        <li><SignOut /></li>
      </ul>
    </nav>
  );
}

function linksOf(session: Session): readonly PlaceLink[] | undefined {
  if (session.status === 'signed_in') return [...(places[session.account.role] ?? []), { href: '/security', text: 'header.security' }];
  if (session.status === 'entering') return [quote, { href: '/sign-in', text: 'action.sign_in' }];
  return undefined;
}

export function Header() {
  const { t } = useI18n();
  const session = useSession();
  const links = linksOf(session);
  return (
    <header className="site-header">
      <div className="bar">
        <Link href="/" className="brand" aria-label={t('header.home')}><Logo /><span>Suncrew</span></Link>
        {links && <Places links={links} />}
        <div className="bar-end">
          {session.status === 'visitor' && <Link className="header-link" href="/sign-in">{t('action.sign_in')}</Link>}
          <Preferences />
        </div>
      </div>
    </header>
  );
}

export function SkipLink() {
  const { t } = useI18n();
  return <a className="skip" href="#content">{t('header.skip')}</a>;
}

export function Footer() {
  const { t } = useI18n();
  return (
    <footer className="site-footer">
      <p><strong>Suncrew</strong> · {t('footer.line')}</p>
      <p>{t('footer.sources')}</p>
    </footer>
  );
}
