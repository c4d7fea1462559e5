import { Link } from 'react-router';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

export type Chip = { text: string; tone?: 'neutral' | 'positive' | 'warn'; icon?: IconName; to?: string };

/** Reasons or active filters, one short phrase each. A chip with `to` is a link (for example: remove this filter). */
export function Chips({ chips, label }: { chips: readonly Chip[]; label: string }) {
  return (
    <ul className="chip-row" aria-label={label}>
      {chips.map((chip) => {
        const tone = classNames('chip', chip.tone && chip.tone !== 'neutral' && `chip-${chip.tone}`);
        const inside = (
          <>
            {chip.icon && <Icon name={chip.icon} />}
            {chip.text}
          </>
        );
        return chip.to ? (
          <li key={chip.text}>
            <Link className={tone} to={chip.to}>
              {inside}
            </Link>
          </li>
        ) : (
          <li key={chip.text} className={tone}>
            {inside}
          </li>
        );
      })}
    </ul>
  );
}
