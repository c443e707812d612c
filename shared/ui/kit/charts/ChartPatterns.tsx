/** What tells the series apart besides colour: full, slanted, dotted, checked for areas; dashes for lines. */
import type { ReactNode } from 'react';

export const colourOf = (index: number): string => `var(--ct-chart-${(index % 4) + 1})`;
export const dashOf = (index: number): string => ['0', '7 3', '2 3', '9 3 2 3'][index % 4] ?? '0';

/** What an area of this series is filled with. @param id the chart's own, so that two charts on a page do not mix */
export const fillOf = (id: string, index: number): string =>
  index % 4 === 0 ? colourOf(index) : `url(#${id}-${index % 4})`;

const INK = [
  <rect key="full" width="8" height="8" />,
  <path key="slanted" d="M-2 2l4-4M0 8l8-8M6 10l4-4" />,
  <path key="dotted" d="M2 2h.01M6 6h.01" />,
  <path key="checked" d="M0 4h8M4 0v8" />,
];
const WIDTHS = [0, 3, 3.4, 1.6];

export function PatternDefs({ id }: { readonly id: string }): ReactNode {
  return (
    <defs>
      {[1, 2, 3].map((index) => (
        <pattern key={index} id={`${id}-${index}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" fill="var(--ct-surface)" />
          <g stroke={colourOf(index)} strokeWidth={WIDTHS[index]} strokeLinecap="round" fill="none">
            {INK[index]}
          </g>
        </pattern>
      ))}
    </defs>
  );
}

/** A series' mark in the legend: the same fill, or the same dash. */
export function LegendMark(props: {
  readonly id: string;
  readonly index: number;
  readonly line: boolean;
}): ReactNode {
  const { id, index, line } = props;
  return (
    <svg className="ct-chart-mark" viewBox="0 0 24 12" aria-hidden>
      {line ? (
        <path d="M0 6h24" stroke={colourOf(index)} strokeWidth="3" strokeDasharray={dashOf(index)} />
      ) : (
        <rect x="0.5" y="0.5" width="23" height="11" fill={fillOf(id, index)} stroke={colourOf(index)} />
      )}
    </svg>
  );
}
