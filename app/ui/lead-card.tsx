import type { ReactNode } from 'react';
import type { Fact } from './definition.tsx';

type LeadCardProps = {
  /** Names the card for readers. */
  label: string;
  /** Over the figure: "Due now". */
  title: ReactNode;
  figure: ReactNode;
  /** One sentence in plain words. */
  sentence?: ReactNode;
  /** One to three smaller figures beside it. */
  rest?: readonly Fact[];
  /** One filled button with the exact amount, then quiet ones. */
  actions?: ReactNode;
  /** How the amount in the button comes about. */
  note?: ReactNode;
};

/** The figure leads: the page's one largest number, a sentence, then one button. At most one a page. */
export function LeadCard({ label, title, figure, sentence, rest = [], actions, note }: LeadCardProps) {
  return (
    <section className="card lead-card" aria-label={label}>
      <div>
        <dl>
          <div>
            <dt>{title}</dt>
            <dd className="lead-figure">{figure}</dd>
          </div>
        </dl>
        {sentence && <p className="lead-sentence">{sentence}</p>}
      </div>
      {rest.length > 0 && (
        <dl className="lead-rest">
          {rest.map((fact, index) => (
            <div key={fact.key ?? index}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {(actions || note) && (
        <div className="lead-actions">
          {actions && <div className="button-row">{actions}</div>}
          {note && <p className="lead-note">{note}</p>}
        </div>
      )}
    </section>
  );
}
