/** News of threads, from however many sources: when the last came. Pure. */

/** By thread's id: when the last news came. ISO, the server's time; a thread without any is absent. */
export type News = ReadonlyMap<string, string>;

/** Of a thread that several tell of, the latest. */
export function latestNews(told: Iterable<readonly [string, string]>): News {
  const news = new Map<string, string>();
  for (const [thread, at] of told) if (at > (news.get(thread) ?? '')) news.set(thread, at);
  return news;
}
