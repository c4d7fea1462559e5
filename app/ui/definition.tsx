import type { ReactNode } from 'react';

export type Fact = { key?: string; label: ReactNode; value: ReactNode };

type DefinitionProps = {
  facts: readonly Fact[];
  /** `facts`: side by side under small heads. `terms`: one row each, the term on the left. */
  shape?: 'facts' | 'terms';
};

/** Names and their values. */
export function Definition({ facts, shape = 'facts' }: DefinitionProps) {
  return (
    <dl className={shape === 'facts' ? 'fact-list' : 'term-list'}>
      {facts.map((fact, index) => (
        <div key={fact.key ?? index}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
