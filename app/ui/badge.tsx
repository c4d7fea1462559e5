import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'neutral' | 'info' | 'positive' | 'warn' | 'danger' | 'violet';

type BadgeProps = {
  tone: Tone;
  icon: IconName;
  children: ReactNode;
  /** Every status after the first: same words, no fill. */
  flag?: boolean;
};

/** A status: icon and word carry the meaning, the tone only repeats it. */
export function Badge({ tone, icon, children, flag = false }: BadgeProps) {
  return (
    <span className={classNames('badge', tone !== 'neutral' && `badge-${tone}`, flag && 'badge-flag')}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

export type BadgeContent = { key?: string; tone: Tone; icon: IconName; text: ReactNode };

/** The first badge is filled, the rest are flags. Give at most three. */
export function Badges({ badges }: { badges: readonly BadgeContent[] }) {
  if (badges.length === 0) return null;
  return (
    <span className="badge-row">
      {badges.map((badge, index) => (
        <Badge key={badge.key ?? index} tone={badge.tone} icon={badge.icon} flag={index > 0}>
          {badge.text}
        </Badge>
      ))}
    </span>
  );
}
