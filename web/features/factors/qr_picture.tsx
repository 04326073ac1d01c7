'use client';
import { QRCodeSVG } from 'qrcode.react';

/** Always dark on light with its quiet margin, as cameras want it, in both themes. */
export default function QrPicture({ text, title }: { text: string; title: string }) {
  return <QRCodeSVG className="qr" value={text} title={title} role="img" size={220} marginSize={4} level="M" />;
}
