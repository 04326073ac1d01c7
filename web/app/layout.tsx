import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { StepUpAsker } from '@/features/factors/step_up';
import { Footer, Header, SkipLink } from '@/shared/ui/header';
import { Providers } from '@/shared/ui/providers';
import { OfflineBanner } from '@/shared/ui/states';
import '@/shared/styles/base.css';
import '@/shared/styles/parts.css';
import '@/shared/styles/map.css';
import '@/shared/styles/quote.css';
import '@/shared/styles/design.css';
import '@/shared/styles/orders.css';
import '@/shared/styles/security.css';
import '@/shared/styles/record.css';
import '@/shared/styles/visits.css';

export const metadata: Metadata = {
  applicationName: 'Suncrew',
  manifest: '/manifest.webmanifest',
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fff8ec' },
    { media: '(prefers-color-scheme: dark)', color: '#16120c' },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Blocking on purpose: the chosen theme must stand before the first paint. */}
        <script src="/boot.js" />
      </head>
      <body>
        <Providers>
          <SkipLink />
          <Header />
          <OfflineBanner />
          <main id="content" tabIndex={-1}>{children}</main>
          <Footer />
          <StepUpAsker />
        </Providers>
      </body>
    </html>
  );
}
