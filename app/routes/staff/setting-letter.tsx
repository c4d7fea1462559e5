import type { Seller } from '#app/modules/company/queries/get-seller.server.ts';

/** Units of the drawing; it grows and shrinks with the page. */
const WIDE = 480;
const LOGO = { wide: 150, high: 44 };
const LINE = 15;

/**
 * The head and foot of a document as paper shows them, white in either theme: logo or name, address, the colour and the
 * footer. Words are cut where the drawing ends; the sample PDF shows them whole.
 */
export function LetterSample({ seller: { company, branding } }: { seller: Pick<Seller, 'company' | 'branding'> }) {
  const { logo, accentColour, footerLines } = branding;
  const under = [...company.addressLines, company.taxNumber].filter(Boolean);
  const top = logo ? LOGO.high + 34 : 34;
  const rule = top + LINE * (under.length + 1) + 8;
  const foot = rule + 34;
  const high = foot + LINE * footerLines.length + 8;
  return (
    <svg
      viewBox={`0 0 ${WIDE} ${high}`}
      role="img"
      aria-label={`Head and foot of a document of ${company.legalName}, ${logo ? 'with its logo' : 'without a logo'}`}
      className="block w-full max-w-[480px]"
    >
      <rect width={WIDE} height={high} fill="#ffffff" stroke="#d5d9e0" />
      {logo && (
        <image
          href={`/staff/settings/logo/${logo.sha256}`}
          x="20"
          y="16"
          width={LOGO.wide}
          height={LOGO.high}
          preserveAspectRatio="xMinYMid"
        />
      )}
      <g fill="#16181d" fontSize="11">
        <text x="20" y={top} fontWeight="600" fontSize="14">
          {company.legalName}
        </text>
        {under.map((line, at) => (
          <text key={line} x="20" y={top + LINE * (at + 1)} fill="#4b5260">
            {line}
          </text>
        ))}
        <text x={WIDE - 20} y="40" textAnchor="end" fontWeight="600" fontSize="18" fill={accentColour}>
          Invoice
        </text>
        <rect x="20" y={rule} width={WIDE - 40} height="2" fill={accentColour} />
        {footerLines.map((line, at) => (
          <text key={line} x="20" y={foot + LINE * at} fill="#4b5260">
            {line}
          </text>
        ))}
      </g>
    </svg>
  );
}
