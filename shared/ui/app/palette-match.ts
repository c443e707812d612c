/** Which acts a few typed letters mean. Accents and case do not count; the start of a word ranks before its middle. */

export interface Act {
  readonly label: string;
  /** More words that find it, after those of the label. */
  readonly keywords?: string;
  readonly run: () => void;
}

/** All of them for an empty text; else those that contain every typed word, best first. */
export function bestActs<T extends Pick<Act, 'label' | 'keywords'>>(
  acts: readonly T[],
  text: string,
): readonly T[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const ranked = acts.flatMap((act) => {
    const rank = rankOf(plain(`${act.label} ${act.keywords ?? ''}`), words);
    return rank === undefined ? [] : [{ act, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ act }) => act);
}

function rankOf(label: string, words: readonly string[]): number | undefined {
  let rank = 0;
  for (const word of words) {
    const at = label.indexOf(word);
    if (at < 0) return undefined;
    rank += at === 0 ? 0 : label[at - 1] === ' ' ? 1 : 2;
  }
  return rank;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
