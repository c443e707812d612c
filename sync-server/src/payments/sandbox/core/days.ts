/** Days as banks count them, in UTC. Bank holidays are not known here. */
export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** The first moment of a day. */
export const dayStart = (time: number): number => time - (time % DAY);

const isWeekend = (time: number): boolean => [0, 6].includes(new Date(time * 1000).getUTCDay());

/** The same hour, so many banking days later. */
export function addBusinessDays(time: number, days: number): number {
  let at = time;
  for (let left = days; left > 0;) {
    at += DAY;
    if (!isWeekend(at)) left -= 1;
  }
  return at;
}

/**
 * The same day of the month, so many months later; a month without that day ends sooner (as Stripe does it).
 * @param anchor the moment whose day of the month and hour count
 */
export function addMonths(anchor: number, months: number): number {
  const date = new Date(anchor * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return Math.floor(date.getTime() / 1000);
}
