import type { ReactNode } from 'react';
import { Link } from 'react-router';

type PagerProps = {
  /** What is paged, for readers: "Invoices". */
  label: string;
  previousHref?: string | null;
  nextHref?: string | null;
  /** "Showing 50 of 2,466", if it is known cheaply. */
  summary?: ReactNode;
};

/** Keyset paging: only the neighbours are known, and they are plain links. Drawn only when there is a neighbour. */
export function Pager({ label, previousHref, nextHref, summary }: PagerProps) {
  if (!previousHref && !nextHref && !summary) return null;
  return (
    <nav className="pager" aria-label={`${label}, pages`}>
      <span className="text-muted figure">{summary}</span>
      <span className="pager-links">
        {previousHref && (
          <Link to={previousHref} rel="prev">
            Previous page
          </Link>
        )}
        {nextHref && (
          <Link to={nextHref} rel="next">
            Next page
          </Link>
        )}
      </span>
    </nav>
  );
}
