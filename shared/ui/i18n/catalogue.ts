/**
 * Which message ids exist. The core's are here; each feature adds its own from its English file, in its `messages.ts`,
 * by declaring this interface again: there is no list to keep, and an id that no file has does not compile.
 */
import type enApp from './en/app.json';
import type enKit from './en/kit.json';
import type enSignIn from './en/signIn.json';
import type enStatus from './en/status.json';

type Core = typeof enApp & typeof enKit & typeof enSignIn & typeof enStatus;

/** A misspelt id does not compile. */
export interface MessageCatalogue extends Record<keyof Core, string> {}
