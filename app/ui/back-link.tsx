import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** One step up, named after the page it leads to. Staff may add the position in the list ("3 of 26"). */
export function BackLink({ to, children, position }: { to: string; children: ReactNode; position?: ReactNode }) {
  return (
    <nav className="back-link" aria-label="Back">
      <Link to={to}>{children}</Link>
      {position && <span>{position}</span>}
    </nav>
  );
}
