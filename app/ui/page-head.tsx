import type { ReactNode } from 'react';

type PageHeadProps = { title: ReactNode; facts?: ReactNode; actions?: ReactNode };

/** Staff: the page's name, a line of facts under it, and the actions on the right. */
export function PageHead({ title, facts, actions }: PageHeadProps) {
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        {facts && <div className="page-facts">{facts}</div>}
      </div>
      {actions && <div className="button-row">{actions}</div>}
    </div>
  );
}
