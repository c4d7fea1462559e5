import { Link } from 'react-router';
import type { MoneyStyle } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { figureQuery } from '#app/modules/ledger/forms.ts';
import type { FigureAddress } from '#app/modules/ledger/types.ts';
import { MoneyText } from '#app/ui/money-text.tsx';

/** Where the rows of a figure are listed. */
export const postingsPath = (figure: FigureAddress): string => `/staff/postings?${figureQuery(figure)}`;

/** A figure that opens to the postings that make it; nothing is made of nothing, so a zero opens nothing. */
export function FigureLink({
  figure,
  minor,
  style = 'bare',
}: {
  figure: FigureAddress;
  minor: bigint;
  style?: MoneyStyle;
}) {
  const shown = <MoneyText money={money(minor, figure.currency)} style={style} />;
  if (minor === 0n) return shown;
  return (
    <Link className="quiet-link" to={postingsPath(figure)}>
      {shown}
    </Link>
  );
}
