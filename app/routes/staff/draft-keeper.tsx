import { useEffect, useRef, useState } from 'react';

const EVERY_MS = 10_000;

type State = 'as-saved' | 'kept' | 'not-kept';
const WORDS: Record<State, string> = {
  'as-saved': '',
  kept: 'What you typed is kept.',
  'not-kept': 'Not kept yet: the connection is gone. It is tried again; do not close this window.',
};

/** What is typed into the form around it, as it would be posted. */
const typedIn = (form: HTMLFormElement): string => {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  return fields.toString();
};

/**
 * Keeps what is typed in a form, every ten seconds, whenever a field is left, and when the window is hidden or closed, so that a tab that
 * dies takes nothing with it. Stands inside the form; without script the form is saved by its button.
 */
export function DraftKeeper({ address }: { address: string }) {
  const place = useRef<HTMLParagraphElement>(null);
  const [state, setState] = useState<State>('as-saved');
  useEffect(() => {
    const form = place.current?.closest('form');
    if (!form) return;
    let kept = typedIn(form);
    let sending = '';
    // One after the other: two on their way at once could arrive in either order, and the older would stay.
    const keep = (isLast = false) => {
      const typed = typedIn(form);
      if (typed === kept || typed === sending || (sending !== '' && !isLast)) return;
      sending = typed;
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      fetch(address, { method: 'POST', body: typed, headers, keepalive: typed.length < 60_000, redirect: 'error' })
        .then((answer) => {
          sending = '';
          setState(answer.ok ? 'kept' : 'not-kept');
          if (!answer.ok) return;
          kept = typed;
          keep();
        })
        .catch(() => {
          sending = '';
          setState('not-kept');
        });
    };
    const changed = () => keep();
    const left = () => keep(true);
    const hidden = () => document.visibilityState === 'hidden' && keep(true);
    const clock = setInterval(changed, EVERY_MS);
    form.addEventListener('change', changed);
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', left);
    return () => {
      clearInterval(clock);
      form.removeEventListener('change', changed);
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('pagehide', left);
    };
  }, [address]);
  return (
    <p ref={place} className="text-muted text-13" role="status">
      {WORDS[state]}
    </p>
  );
}
