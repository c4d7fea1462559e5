import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

type WorkKeysProps = {
  label: string;
  children: ReactNode;
  begins?: boolean;
  /** J and K go down and up the rows of its table, X ticks the row one is on. */
  rows?: boolean;
};

/** Where a key is typed, not meant. */
const TYPING = 'input, textarea, select, [contenteditable]';

/**
 * The work area of a queue: single letters act while the focus is inside it and not in a field, so that they disturb
 * nobody who dictates or types elsewhere; Escape leaves a field for it. A queue that is worked by keys alone `begins` with the focus inside; a form does
 * not, so that the first Tab finds the skip link. Enter, pressed on the area itself, opens what is marked `enter`. Without
 * script the buttons and links do the same.
 */
export function WorkKeys({ label, children, begins = false, rows = false }: WorkKeysProps) {
  const area = useRef<HTMLElement>(null);
  useEffect(() => {
    if (begins && document.activeElement === document.body) area.current?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = event.target as HTMLElement;
    if (event.key === 'Escape' && at.closest(TYPING)) area.current?.focus({ preventScroll: true });
    const isEnter = event.key === 'Enter' && at === area.current;
    if (event.ctrlKey || event.metaKey || event.altKey || at.closest(TYPING)) return;
    if (!isEnter && !/^[a-z]$/i.test(event.key)) return;
    const meant = area.current?.querySelector<HTMLElement>(
      `[data-work-key="${event.key.toLowerCase()}"] :is(button, a, textarea)`,
    );
    if (!meant && rows && area.current && moveInRows(area.current, event.key.toLowerCase())) event.preventDefault();
    if (!meant) return;
    event.preventDefault();
    meant.closest('details')?.setAttribute('open', '');
    if (meant.matches('textarea')) meant.focus();
    else meant.click();
  };
  return (
    <section ref={area} aria-label={label} tabIndex={-1} className="work-keys" onKeyDown={onKeyDown}>
      {children}
    </section>
  );
}

/** True where the letter is one of a list's: the focus is on a row's own link then, which Enter opens. */
function moveInRows(area: HTMLElement, letter: string): boolean {
  const links = [...area.querySelectorAll<HTMLElement>('tbody th a')];
  const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
  if (letter === 'x') {
    links[at]?.closest('tr')?.querySelector<HTMLElement>('input[type="checkbox"]')?.click();
    return at >= 0;
  }
  if (letter !== 'j' && letter !== 'k') return false;
  const next = links[letter === 'j' ? at + 1 : Math.max(0, at - 1)];
  next?.focus();
  return next !== undefined;
}

/** What a letter presses, follows or puts the cursor into: the first button, link or long field inside. */
export function KeyTarget({ letter, children }: { letter: string; children: ReactNode }) {
  return (
    <div data-work-key={letter} className="contents">
      {children}
    </div>
  );
}
