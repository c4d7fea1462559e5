import { useEffect, useState } from 'react';
import { Note } from './message.tsx';

/**
 * While the browser knows that it is offline, nothing is sent: the page stays as it is with everything that was typed,
 * and says so.
 */
export function ConnectionBanner() {
  const [state, setState] = useState<'online' | 'offline' | 'held'>('online');
  useEffect(() => {
    const online = () => setState('online');
    const offline = () => setState('offline');
    const hold = (event: SubmitEvent) => {
      if (navigator.onLine) return;
      event.preventDefault();
      event.stopPropagation();
      setState('held');
    };
    window.addEventListener('online', online);
    window.addEventListener('offline', offline);
    // Before the router sees it.
    window.addEventListener('submit', hold, { capture: true });
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
      window.removeEventListener('submit', hold, { capture: true });
    };
  }, []);
  return (
    <div role="status">
      {state !== 'online' && (
        <Note tone="warn">
          {state === 'held'
            ? 'Not saved: you are offline. We kept what you typed; press the button again when you are back.'
            : 'You are offline. What you type stays here, but nothing is saved until you are back.'}
        </Note>
      )}
    </div>
  );
}
