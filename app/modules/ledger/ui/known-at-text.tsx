import { formatInstant } from '#app/kernel/format-date.ts';
import { useLocale } from '#app/ui/locale.tsx';
import type { Seal } from '../types.ts';

/** The number of a seal as people read it: `1,234`. */
export const sealText = (sealNo: bigint, locale: string): string => sealNo.toLocaleString(locale);

/** "21 Nov 2026 14:03:22 (seal 1,234)", on the clocks of the company. */
export function SealText({ seal, zone }: { seal: Pick<Seal, 'sealNo' | 'sealedAt'>; zone: string }) {
  const locale = useLocale();
  return (
    <>
      <time className="whitespace-nowrap" dateTime={seal.sealedAt.toISOString()}>
        {formatInstant(seal.sealedAt, locale, zone)}
      </time>{' '}
      <span className="whitespace-nowrap">(seal {sealText(seal.sealNo, locale)})</span>
    </>
  );
}

/** Up to when a page knows what happened. */
export function KnownAtText({ seal, zone }: { seal: Pick<Seal, 'sealNo' | 'sealedAt'>; zone: string }) {
  return (
    <span>
      As known at <SealText seal={seal} zone={zone} />
    </span>
  );
}
