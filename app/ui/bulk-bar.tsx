import type { ReactNode } from 'react';

/** Actions on the ticked rows, inside the same form as the table. Its height is reserved, so nothing moves. */
export function BulkBar({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <div className="bulk-bar">
      <span>{words}</span>
      {children}
    </div>
  );
}
