import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/shared/ui/icons';

type FrameProps = { look: 'good' | 'care' | 'open'; icon: IconName; line: string; children?: ReactNode };

/** What was found out, in a line, and what else there is to say of it. */
export function Frame({ look, icon, line, children }: FrameProps) {
  return (
    <div className={`card verdict ${look}`} role={look === 'care' ? 'alert' : 'status'}>
      <span className="way-icon"><Icon name={icon} large /></span>
      <div>
        <p className="verdict-line">{line}</p>
        {children}
      </div>
    </div>
  );
}
