import type { ReactNode } from 'react';

type PortalTitleProps = {
  title: ReactNode;
  /** A quiet line under it: number, for whom. */
  under?: ReactNode;
  /** <Badges>. */
  status?: ReactNode;
  /** The page's largest figure, on the right: "Left to pay", £828.50. */
  figure?: { label: ReactNode; value: ReactNode };
};

/** Portal: how a page opens where no lead card does it. */
export function PortalTitle({ title, under, status, figure }: PortalTitleProps) {
  return (
    <div className="portal-title">
      <div>
        <h1>{title}</h1>
        {under && <p className="text-muted text-15">{under}</p>}
        {status}
      </div>
      {figure && (
        <p className="portal-title-figure">
          <span className="text-muted text-15">{figure.label}</span>
          <b className="lead-figure">{figure.value}</b>
        </p>
      )}
    </div>
  );
}
