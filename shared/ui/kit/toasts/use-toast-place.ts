/** Measures what lies under the messages and moves them off it: when they come, and whenever the page changes below. */
import { useLayoutEffect, useState, type RefObject } from 'react';
import { toastBottom, type Box } from './toast-place.ts';

const BARS = '.ct-nav, .ct-page-primary, .ct-form-foot, .ct-sheet-foot';
const ACTS = 'button, .ct-button, input, textarea, select, summary, [role="option"]';

function boxesOf(within: ParentNode, selector: string, own: Element): readonly Box[] {
  return [...within.querySelectorAll(selector)].flatMap((element) => {
    if (own.contains(element)) return [];
    const box = element.getBoundingClientRect();
    return box.height > 0 && box.width > 0 ? [box] : [];
  });
}

/** An open dialogue is all that can be used: what stands behind it may be covered. */
function inReach(): ParentNode {
  return [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1) ?? document.body;
}

function measure(place: HTMLElement): number {
  const { left, right, height } = (place.firstElementChild ?? place).getBoundingClientRect();
  const reach = inReach();
  return toastBottom({
    toasts: { left, right, height },
    windowHeight: innerHeight,
    bars: boxesOf(reach, BARS, place),
    acts: boxesOf(reach, ACTS, place),
  });
}

/** @param shown what is shown; undefined while nothing is. @returns distance from the window's bottom, px */
export function useToastPlace(place: RefObject<HTMLElement | null>, shown: unknown): number {
  const [bottom, setBottom] = useState(0);
  useLayoutEffect(() => {
    if (shown === undefined) return undefined;
    const look = (): void => {
      if (place.current !== null) setBottom(measure(place.current));
    };
    let frame = 0;
    const soon = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    look();
    const watch = new MutationObserver((changes) => {
      // Their own moving is no news.
      if (changes.some(({ target }) => place.current?.contains(target) !== true)) soon();
    });
    watch.observe(document.body, { childList: true, subtree: true });
    addEventListener('scroll', soon, true);
    addEventListener('resize', soon);
    addEventListener('transitionend', soon, true);
    return () => {
      cancelAnimationFrame(frame);
      watch.disconnect();
      removeEventListener('scroll', soon, true);
      removeEventListener('resize', soon);
      removeEventListener('transitionend', soon, true);
    };
  }, [place, shown]);
  return bottom;
}
