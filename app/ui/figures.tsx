import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Figure = {
  key?: string;
  label: ReactNode;
  value: ReactNode;
  large?: boolean;
  after?: ReactNode;
  empty?: boolean;
};

/** A row of named numbers divided by hairlines; never tiles. Currencies side by side, never added. */
export function Figures({ figures, small = false }: { figures: readonly Figure[]; small?: boolean }) {
  return (
    <dl className={classNames('figures', small && 'figures-small')}>
      {figures.map((figure, index) => (
        <div key={figure.key ?? index}>
          <dt>{figure.label}</dt>
          <dd className={classNames(figure.large && 'figure-large')}>
            {figure.empty ? <span className="figure-empty">{figure.value}</span> : figure.value}
            {figure.after && <small> {figure.after}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
