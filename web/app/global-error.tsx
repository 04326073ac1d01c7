'use client';
import en from '@/messages/en.json';
import es from '@/messages/es.json';
import '@/shared/styles/base.css';
import '@/shared/styles/parts.css';

/** The last resort, when the frame itself broke and nothing of it can be relied on; so it speaks both languages. */
export default function FrameError() {
  return (
    <html lang="en">
      <head><title>Suncrew</title></head>
      <body>
        <main className="page">
          <section className="state card" role="alert">
            <h1>{en['broken.heading']}</h1>
            <p>{en['broken.text']}</p>
            <p lang="es">{es['broken.heading']} {es['broken.text']}</p>
            <a className="button primary" href="/">Suncrew</a>
          </section>
        </main>
      </body>
    </html>
  );
}
