import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { LinkButton } from './button.tsx';
import { classNames } from './class-names.ts';

export type WorkRow = {
  key: string;
  count: number;
  to: string;
  title: string;
  detail?: ReactNode;
  /** How long the oldest has waited, or when the nearest is due. */
  age?: ReactNode;
  /** Names the act on the first row: "Match 19 lines". */
  action?: string;
  /** The keys that go there, for example ['G', 'P']. */
  keys?: readonly string[];
};

/** Work is a list, not a dashboard: a count, a name, a reason, an age and a key. The first row with work is lit. */
export function WorkList({ rows, label }: { rows: readonly WorkRow[]; label: string }) {
  const first = rows.find((row) => row.count > 0);
  return (
    <ol className="work-list" aria-label={label}>
      {rows.map((row) => (
        <li key={row.key} className={classNames(row === first && 'work-first', row.count === 0 && 'work-none')}>
          <span className="work-count">{row.count}</span>
          <span>
            <Link className="work-title" to={row.to}>
              {row.title}
            </Link>
            {row.detail && <span className="under">{row.detail}</span>}
          </span>
          <span className="work-age">{row.age}</span>
          <span className="work-go">
            {row === first && row.action ? (
              <LinkButton to={row.to} small>
                {row.action}
              </LinkButton>
            ) : (
              row.keys?.map((key) => <kbd key={key}>{key}</kbd>)
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
