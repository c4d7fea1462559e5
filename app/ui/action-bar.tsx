import type { ReactNode } from 'react';

/** Staff: the foot of a review page. Says exactly what the button does, and stays in sight while one reads. */
export function ActionBar({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <div className="action-bar">
      <p>{words}</p>
      <div className="button-row">{children}</div>
    </div>
  );
}
