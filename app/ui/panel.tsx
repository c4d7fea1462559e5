import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

type PanelProps = {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  pad?: boolean;
  foot?: ReactNode;
  id?: string;
};

/** Staff: a white panel with a one-line head that states the finding. Nothing is nested in it. */
export function Panel({ title, aside, children, pad = false, foot, id }: PanelProps) {
  const own = useId();
  return (
    <section className="panel" aria-labelledby={`${own}h`} id={id}>
      <header className="panel-head">
        <h2 id={`${own}h`}>{title}</h2>
        {aside && <span className="panel-aside">{aside}</span>}
      </header>
      {pad ? <div className="panel-pad">{children}</div> : children}
      {foot && <p className="panel-foot">{foot}</p>}
    </section>
  );
}

/** Portal: the one box of a page, around the one thing to act on. */
export function Card({ label, children, className }: { label?: string; children: ReactNode; className?: string }) {
  return (
    <section className={classNames('card', className)} aria-label={label}>
      {children}
    </section>
  );
}

type SectionProps = { title: ReactNode; aside?: ReactNode; children: ReactNode; id?: string };

/** Portal: a part of the page, on the canvas, 48 px from the one before. */
export function Section({ title, aside, children, id }: SectionProps) {
  const own = useId();
  return (
    <section aria-labelledby={`${own}h`} id={id} className="gap-part">
      <div className="headrow">
        <h2 id={`${own}h`}>{title}</h2>
        {aside && <span className="text-muted text-15">{aside}</span>}
      </div>
      {children}
    </section>
  );
}
