import type { ReactNode } from 'react';
import { useNavigation } from 'react-router';
import { ConnectionBanner } from './connection-banner.tsx';
import { FlashSlot } from './message.tsx';

type MainPartProps = { className: string; banner?: ReactNode; children: ReactNode };

/** The main part of every page: banners, the message of the page before, then the page. */
export function MainPart({ className, banner, children }: MainPartProps) {
  const busy = useNavigation().state !== 'idle';
  return (
    <main className={className} id="main" tabIndex={-1} aria-busy={busy || undefined}>
      {banner}
      <ConnectionBanner />
      <FlashSlot />
      {children}
    </main>
  );
}
