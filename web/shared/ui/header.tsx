'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { api, type Account } from '@/shared/api/client';
import { useSession, useSessionChange } from '@/shared/api/session';
import { chooseLanguage, useI18n } from '@/shared/i18n/i18n';
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

function Places({ account }: { account: Account }) {
  const { t } = useI18n();
  const path = usePathname();
  const router = useRouter();
  const { left } = useSessionChange();
  const signOut = useMutation({
    mutationFn: api.signOut,
    onSuccess: () => {
      router.push('/');
      left();
    },
  });
  const places = account.role === 'crew'
    ? [{ href: '/crew/offers', text: t('header.offers') }, { href: '/crew/jobs', text: t('header.jobs') }]
    : [{ href: '/', text: t('header.quote') }, { href: '/orders', text: t('header.orders') }];
  return (
    <nav aria-label={t('header.nav')} className="site-nav">
      <ul>
        {places.map(({ href, text }) => (
          <li key={href}><Link href={href} aria-current={path === href ? 'page' : undefined}>{text}</Link></li>
        ))}
        <li><button type="button" className="nav-button" onClick={() => signOut.mutate()}>{t('action.sign_out')}</button></li>
      </ul>
      <Refused error={signOut.error} />
    </nav>
  );
}

export function Header() {
  const { t } = useI18n();
  const session = useSession();
  return (
    <header className="site-header">
      <div className="bar">
        <Link href="/" className="brand" aria-label={t('header.home')}><Logo /><span>Suncrew</span></Link>
        {session.status === 'signed_in' && <Places account={session.account} />}
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
