import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

type DisclosureProps = { open?: string; shut: string; children: ReactNode; startOpen?: boolean; id?: string };

/** Text behind a link-like cue; `shut` is the cue while closed ("Explain this charge"), `open` while open ("Close"). */
export function Disclosure({ shut, open = 'Close', children, startOpen, id }: DisclosureProps) {
  return (
    <details className="fold" open={startOpen} id={id}>
      <summary>
        <FoldCue shut={shut} open={open} />
      </summary>
      {children}
    </details>
  );
}

function FoldCue({ shut, open }: { shut: string; open: string }) {
  return (
    <span className="fold-cue">
      <span className="fold-cue-shut">{shut}</span>
      <span className="fold-cue-open">{open}</span>
      <Icon name="chevron" />
    </span>
  );
}

type FoldRowProps = {
  title: ReactNode;
  amount: ReactNode;
  how?: ReactNode;
  shut: string;
  open?: string;
  children: ReactNode;
  startOpen?: boolean;
  id?: string;
};

/** A row of a receipt that opens to say why: title, amount, how it was reckoned, and the reasons in a box below. */
export function FoldRow({ title, amount, how, shut, open = 'Close', children, startOpen, id }: FoldRowProps) {
  return (
    <details className="charge" open={startOpen} id={id}>
      <summary>
        <span className="charge-title">{title}</span>
        <span className="figure">{amount}</span>
        {how && <span className="charge-how">{how}</span>}
        <FoldCue shut={shut} open={open} />
      </summary>
      <div className="charge-why">{children}</div>
    </details>
  );
}

/** The strong rule above, the rows below. */
export function FoldRows({ children }: { children: ReactNode }) {
  return <div className="charge-list">{children}</div>;
}
