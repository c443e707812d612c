/** The words of some areas in a language, once they are here. While another language arrives, the last words stay. */
import { useEffect, useState } from 'react';
import {
  loadMessages,
  messagesAtHand,
  type Language,
  type Messages,
  type MessageSource,
} from './messages.ts';

export interface LoadedMessages {
  readonly language: Language;
  readonly messages: Messages;
}

function atHand(sources: readonly MessageSource[], language: Language): LoadedMessages | undefined {
  const messages = messagesAtHand(sources, language);
  return messages === undefined ? undefined : { language, messages };
}

/** @param sources the same array at each draw. Undefined until the first words are here. */
export function useMessages(
  sources: readonly MessageSource[],
  language: Language,
): LoadedMessages | undefined {
  const [loaded, setLoaded] = useState(() => atHand(sources, language));
  useEffect(() => {
    let wanted = true;
    loadMessages(sources, language).then(
      (messages) =>
        wanted && setLoaded((before) => (before?.language === language ? before : { language, messages })),
      // A part that cannot be fetched (first visit, then offline): English rather than an empty page.
      () => wanted && setLoaded((before) => before ?? atHand(sources, 'en')),
    );
    return () => {
      wanted = false;
    };
  }, [sources, language]);
  return loaded;
}
