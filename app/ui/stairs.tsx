/** One step down: how far along (0 to 1), how much is left after it (0 to 1), and the words at it. */
export type Stair = { along: number; left: number; day: string; amount: string };

type StairsProps = { title: string; summary: string; start: string; stairs: readonly Stair[] };

const HEIGHT = 232;
const TOP = 26;
const FLOOR = 198;
/** More words than this run into each other. */
const WORDS_MAX = 5;

const across = (along: number): string => `${Math.round(along * 8_600) / 100}%`;
const down = (left: number): number => FLOOR - left * (FLOOR - TOP);

/** What is left, going down in steps to nothing. The same figures stand in a table on the page. */
export function Stairs({ title, summary, start, stairs }: StairsProps) {
  const corners = [{ along: 0, left: 1 }, ...stairs];
  const isWorded = (index: number) =>
    stairs.length <= WORDS_MAX || index === stairs.length - 1 || index % Math.ceil(stairs.length / WORDS_MAX) === 0;
  return (
    <>
      <h2>{title}</h2>
      <p className="text-muted text-15">{summary}</p>
      <svg className="stairs" width="100%" height={HEIGHT} role="img" aria-label={`${title}. ${summary}`}>
        {stairs.map((stair, index) => {
          const from = corners[index]!;
          return (
            <g key={stair.along + stair.day}>
              <rect
                className="stairs-area"
                x={across(from.along)}
                y={down(from.left)}
                width={across(stair.along - from.along)}
                height={FLOOR - down(from.left)}
              />
              <line
                className="stairs-line"
                x1={across(from.along)}
                x2={across(stair.along)}
                y1={down(from.left)}
                y2={down(from.left)}
              />
              <line
                className="stairs-line"
                x1={across(stair.along)}
                x2={across(stair.along)}
                y1={down(from.left)}
                y2={down(stair.left)}
              />
            </g>
          );
        })}
        <line className="stairs-floor" x1="0" x2="100%" y1={FLOOR} y2={FLOOR} />
        <text x="0" y={TOP - 9} className="stairs-strong">
          {start}
        </text>
        {stairs.map((stair, index) => (
          <g key={stair.along + stair.day}>
            <circle
              className="stairs-dot"
              cx={across(stair.along)}
              cy={down(stair.left)}
              r={stairs.length > 12 ? 3 : 4.5}
            />
            {isWorded(index) && (
              <>
                <text className="stairs-amount" x={across(stair.along)} dx={8} y={down(stair.left) - 8}>
                  {stair.amount}
                </text>
                <text className="stairs-day" x={across(stair.along)} y={FLOOR + 20} textAnchor="middle">
                  {stair.day}
                </text>
              </>
            )}
          </g>
        ))}
      </svg>
    </>
  );
}
