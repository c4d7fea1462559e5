import type { ReactNode } from 'react';

type PageHeadProps = {
  title: ReactNode;
  facts?: ReactNode;
  /** The facts stand beside the title instead of under it. */
  beside?: boolean;
  actions?: ReactNode;
};

/** Staff: the page's name, a line of facts under it, and the actions on the right. */
export function PageHead({ title, facts, beside = false, actions }: PageHeadProps) {
  return (
    <div className="page-head">
      <div className={beside ? 'page-title-line' : undefined}>
        <h1>{title}</h1>
        {facts && <div className="page-facts">{facts}</div>}
      </div>
      {actions && <div className="button-row">{actions}</div>}
    </div>
  );
}
