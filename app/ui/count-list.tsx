import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

/** A heading over a part of a panel's list. */
export function CountHead({ tone, icon, children }: { tone?: 'danger' | 'warn'; icon: IconName; children: ReactNode }) {
  return (
    <h3 className={classNames('count-head', tone && `count-head-${tone}`)}>
      <Icon name={icon} />
      {children}
    </h3>
  );
}

type CountRow = {
  key: string;
  count: number;
  title: ReactNode;
  detail?: ReactNode;
  more?: ReactNode;
  action?: ReactNode;
};

/** How many of what, who they are, and what can be done about them. */
export function CountList({ rows, label }: { rows: readonly CountRow[]; label: string }) {
  return (
    <ul className="count-list" aria-label={label}>
      {rows.map(({ key, count, title, detail, more, action }) => (
        <li key={key}>
          <span className="count">{count}</span>
          <span>
            <strong>{title}</strong>
            {detail && <span className="under">{detail}</span>}
          </span>
          <span className="count-action">{action}</span>
          {more && <div className="count-more">{more}</div>}
        </li>
      ))}
    </ul>
  );
}
