/** For tests: what waits for `opened` goes on when somebody opens. */
export interface Door {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

export function door(): Door {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
