/**
 * Choices, unfinished forms and what was last seen of the log, nothing secret and nothing about a person. Storage
 * may be switched off or full; the page then forgets, and works.
 */
type Kind = 'local' | 'session';

function area(kind: Kind): Storage {
  return kind === 'local' ? window.localStorage : window.sessionStorage;
}

export function recall(kind: Kind, name: string): string | null {
  try {
    return area(kind).getItem(`suncrew.${name}`);
  } catch {
    return null;
  }
}

export function remember(kind: Kind, name: string, value: string): void {
  try {
    area(kind).setItem(`suncrew.${name}`, value);
  } catch {
    // Not remembered: see above.
  }
}

export function forget(kind: Kind, name: string): void {
  try {
    area(kind).removeItem(`suncrew.${name}`);
  } catch {
    // Nothing was remembered.
  }
}
