/** Views of one list side by side ("Open · Waiting · Closed"), with counts. Radio buttons underneath. */
import { useId, type ReactNode } from 'react';
import { NumberText } from './Values.tsx';

interface Segment<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly count?: number | undefined;
}

interface SegmentedProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly segments: readonly Segment<V>[];
  readonly onChange: (value: V) => void;
}

export function Segmented<V extends string>({
  label,
  value,
  segments,
  onChange,
}: SegmentedProps<V>): ReactNode {
  const name = useId();
  return (
    <div className="ct-segments" role="radiogroup" aria-label={label}>
      {segments.map((segment) => (
        <label key={segment.value} className="ct-segment">
          <input
            type="radio"
            name={name}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
          />
          <span>
            {segment.label}
            {segment.count === undefined ? null : (
              <>
                {' '}
                <NumberText value={segment.count} />
              </>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
