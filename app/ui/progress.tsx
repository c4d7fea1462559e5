import { useEffect } from 'react';
import { useNavigation, useRevalidator } from 'react-router';

const LOOK_EVERY_MS = 2_000;
const RELOAD_EVERY_SECONDS = '5';

/**
 * Looks again by itself: quietly with script, by loading the page anew without. Never while somebody's own step is under way:
 * its answer is told once, and looking would take the place of whoever reads it.
 */
export function LookAgain() {
  const { revalidate } = useRevalidator();
  const isIdle = useNavigation().state === 'idle';
  useEffect(() => {
    if (!isIdle) return;
    const timer = setInterval(() => void revalidate(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [revalidate, isIdle]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content={RELOAD_EVERY_SECONDS} />
    </noscript>
  );
}

const QUARTERS = 4;

/** How far a job is, in words and as a bar; readers are told at each quarter only. */
export function ProgressBar({ label, done, of, words }: { label: string; done: number; of: number; words: string }) {
  const quarter = of > 0 ? Math.floor((done * QUARTERS) / of) * (100 / QUARTERS) : 0;
  return (
    <div>
      <progress className="progress-bar" aria-label={label} max={Math.max(of, 1)} value={done} />
      <p>{words}</p>
      <p className="sr-only" role="status">
        {label}: {quarter} per cent
      </p>
    </div>
  );
}
