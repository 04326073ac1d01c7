import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

type ButtonProps = Omit<ComponentProps<'button'>, 'className'> & { look?: Look; large?: true; busy?: boolean; children: ReactNode };

/** While busy it stays focusable, says so, and swallows further presses. */
export function Button({ look = 'primary', large, busy = false, type = 'button', onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      onClick={busy ? undefined : onClick}
      aria-disabled={busy || undefined}
      className={`button ${look}${large ? ' large' : ''}`}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}

export function ButtonLink({ look = 'primary', large, href, children }: { look?: Look; large?: true; href: string; children: ReactNode }) {
  return (
    <Link href={href} className={`button ${look}${large ? ' large' : ''}`}>
      {children}
    </Link>
  );
}
