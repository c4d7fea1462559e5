import type { ReactNode } from 'react';

/** One sentence why there is nothing, and one thing to do. Never a blank table. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty-state">
      <p>{children}</p>
      {action}
    </div>
  );
}
