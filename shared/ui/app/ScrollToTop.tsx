/** A new page starts at its top; back and forward keep the place that the browser remembers. */
import { useEffect, type ReactNode } from 'react';
import { useLocation, useNavigationType } from 'react-router';

export function ScrollToTop(): ReactNode {
  const { pathname } = useLocation();
  const kind = useNavigationType();
  useEffect(() => {
    if (kind === 'PUSH') scrollTo(0, 0);
  }, [pathname, kind]);
  return null;
}
