import type { ReactNode } from 'react';
import { useRouteLoaderData } from 'react-router';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

export type NoteTone = 'info' | 'positive' | 'warn' | 'danger';

const icons: Record<NoteTone, IconName> = { info: 'info', positive: 'check', warn: 'info', danger: 'block' };

type NoteProps = { tone?: NoteTone; icon?: IconName; children: ReactNode; action?: ReactNode };

/** A standing remark about the page or the company: stays until its cause is gone. */
export function Note({ tone = 'info', icon, children, action }: NoteProps) {
  return (
    <div className={classNames('note', tone !== 'info' && `note-${tone}`)}>
      <Icon name={icon ?? icons[tone]} />
      <div>{children}</div>
      {action}
    </div>
  );
}

/** What became of the thing just done. Read out politely; it never covers anything and never fades. */
export function Message({ tone = 'positive', children, action }: Omit<NoteProps, 'icon'>) {
  return (
    <div role="status" className={classNames('note', tone !== 'info' && `note-${tone}`)}>
      <Icon name={icons[tone]} />
      <div>{children}</div>
      {action}
    </div>
  );
}

export type FlashMessage = { tone: NoteTone; text: string };

/** The message left by the page before this one; the shells place it first in the main part. */
export function FlashSlot() {
  const root = useRouteLoaderData('root') as { flash?: FlashMessage | null } | undefined;
  if (!root?.flash) return null;
  return <Message tone={root.flash.tone}>{root.flash.text}</Message>;
}
