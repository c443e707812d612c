/** Today by this device's calendar, `YYYY-MM-DD`: a due date is a day, and a day ends where one lives. */
export function localDate(now: number): string {
  const date = new Date(now);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
