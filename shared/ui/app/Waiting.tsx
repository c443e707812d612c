/** A screen that is still being fetched. Seen only when that takes longer than a moment. */
import type { ReactNode } from 'react';
import { Skeleton } from '../kit/Loading.tsx';

export function Waiting(): ReactNode {
  return (
    <div className="ct-page ct-waiting">
      <Skeleton />
    </div>
  );
}
